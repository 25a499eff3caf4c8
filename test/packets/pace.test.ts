import { now } from '../../src/host/lab/agent/journal.js';
import { pace } from '../../src/host/lab/agent/sending.js';

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
  const start = now();
  const [sent] = await pace([{ count: 5, every: 3, after: 4, send: () => {} }]);
  expect(sent?.times).toHaveLength(5);
  for (const [index, time] of sent?.times.entries() ?? [])
    expect(time).toBeGreaterThanOrEqual(start + 4 + index * 3);
});
