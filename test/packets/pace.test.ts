import { pace } from './agent/pace.js';

test('every packet of every job goes out once and in order', async () => {
  const seen: string[] = [];
  const job = (name: string, count: number, every: number) => ({
    count,
    every,
    after: 0,
    send: (index: number) => void seen.push(`${name}${index}`),
  });
  const sent = await pace([job('a', 3, 2), job('b', 100, 0), job('c', 0, 1)]);
  expect(sent.map(({ times }) => times.length)).toEqual([3, 100, 0]);
  expect(seen.filter((name) => name.startsWith('a'))).toEqual(['a0', 'a1', 'a2']);
  expect(new Set(seen).size).toBe(103);
});

test('no packet goes out before its time', async () => {
  const [sent] = await pace([{ count: 5, every: 3, after: 4, send: () => {} }]);
  const times = sent?.times ?? [];
  for (const [index, time] of times.entries())
    expect(time - (times[0] ?? 0)).toBeGreaterThanOrEqual(index * 3 - 3);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(8);
});
