import fc from 'fast-check';
import { splitPorts } from '../../src/legalize/split.js';
import { chain, type PortEntry, ports, rule, ruleset } from './sample.js';

const lists = (...list: readonly PortEntry[]) => splitBy(15, list);
const splitBy = (most: number, list: readonly PortEntry[]) =>
  splitPorts(
    ruleset([chain('hook.input', [rule('input.sip', [ports(...list)])], 'input')]),
    most,
  ).chains.flatMap(({ rules }) =>
    rules.map(({ matches }) => matches.flatMap((m) => (m.kind === 'ports' ? m.ports : []))),
  );

test('fifteen single ports stay one rule, sixteen become two with one id', () => {
  const many = Array.from({ length: 16 }, (_, i) => 5060 + 2 * i);
  expect(lists(...many.slice(0, 15))).toHaveLength(1);
  expect(lists(...many).map((list) => list.length)).toEqual([15, 1]);
});

test('a backend without a limit keeps its rules whole', () => {
  expect(splitBy(Number.POSITIVE_INFINITY, [5060, [10_000, 39_999]]).map((list) => list.length)).toEqual([2]);
});

test('two ports where every packet comes by become two rules, elsewhere they stay one', () => {
  const rules = (hook: 'ingress' | 'prerouting' | 'input') =>
    splitPorts(
      ruleset([chain('hook.x', [rule('hook.x.sip', [ports(5060, 6060)])], hook)]),
      15,
    ).chains.flatMap((one) => one.rules);
  for (const hook of ['ingress', 'prerouting'] as const) expect(rules(hook)).toHaveLength(2);
  expect(rules('input')).toHaveLength(1);
});

test('a range counts as two', () => {
  const ranges = Array.from({ length: 8 }, (_, i) => [1000 + 10 * i, 1005 + 10 * i] as const);
  expect(lists(...ranges.slice(0, 7), 9)).toHaveLength(1);
  expect(lists(...ranges).map((list) => list.length)).toEqual([7, 1]);
});

test('no port is lost or doubled, and no rule is too long', () => {
  const port = fc.integer({ min: 1, max: 65_535 });
  const entry = fc.oneof(
    port,
    fc.tuple(port, port).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  );
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 60 }), (entries) => {
      const split = lists(...entries);
      expect(split.flat()).toEqual(lists(...entries).flat());
      expect(split.flat()).toHaveLength(entries.length);
      for (const list of split) {
        expect(list.reduce((sum, { first, last }) => sum + (first === last ? 1 : 2), 0)).toBeLessThanOrEqual(
          15,
        );
      }
    }),
  );
});
