import { compareChains } from '../../../src/plan/compare/compare-chains.js';
import type { ListedChain } from '../../../src/plan/listing.js';

/** `a:accept b:rate=5,drop`: rules by id, with their fields. */
function chain(text: string, place = 'inet', name = 'x'): ListedChain {
  const rules = text.split(' ').filter((one) => one !== '');
  return {
    place,
    name,
    attributes: [],
    rules: rules.map((rule) => {
      const [id = '', fields = ''] = rule.split(':');
      return {
        id: id === '?' ? undefined : id,
        fields: fields.split(',').map((field) => {
          const [key = '', value = ''] = field.split('=');
          return { key, value };
        }),
      };
    }),
  };
}

const compared = (live: readonly ListedChain[], wanted: readonly ListedChain[]) =>
  compareChains(live, wanted, (id) => ({ policy: id, at: 'here' }));

const told = (live: string, wanted: string) =>
  compared([chain(live)], [chain(wanted)]).changes.map((change) =>
    [
      change.verb,
      change.kind === 'rule' ? (change.id ?? '?') : change.kind,
      ...change.fields.map(({ key, old, new: next }) => `${key} ${old} -> ${next}`),
    ].join(' '),
  );

test.each([
  ['a:drop b:drop', 'a:drop b:drop', []],
  ['a:drop', 'a:drop b:drop', ['add b']],
  ['a:drop b:drop', 'b:drop', ['remove a']],
  ['a:rate=5,drop', 'a:rate=9,drop', ['change a rate 5 -> 9']],
  ['a:rate=5,drop', 'a:drop', ['change a rate 5 -> undefined']],
  ['a:x=1,y=2', 'a:y=2,x=1', ['change a order x 1 y 2 -> y 2 x 1']],
  ['a:drop b:drop c:drop', 'b:drop c:drop a:drop', ['move a']],
  ['?:drop a:drop', 'a:drop', ['remove ?']],
  ['a:p=1 a:p=2', 'a:p=1 a:p=2 a:p=3', ['change a line undefined -> p 3']],
  ['a:p=1 a:p=2', 'a:p=1', ['change a line p 2 -> undefined']],
  ['a:p=1 a:p=1', 'a:p=1', ['change a line p 1 -> undefined']],
  ['a:p=1,r=5 a:q=2,r=5', 'a:p=1,r=9 a:q=2,r=9', ['change a r 5 -> 9']],
  ['a:p=1 a:p=2', 'a:p=2 a:p=1', ['change a order p 1 / p 2 -> p 2 / p 1']],
])('%s, wanted %s', (live, wanted, expected) => {
  expect(told(live, wanted)).toEqual(expected);
});

test('a rule of both families is one change, of one family it says which', () => {
  const both = compared(
    [chain('a:r=1 b:r=1', 'IPv4 raw'), chain('a:r=1 b:r=1', 'IPv6 raw')],
    [chain('a:r=2 b:r=1', 'IPv4 raw'), chain('a:r=2 b:r=2', 'IPv6 raw')],
  );
  expect(both.changes.map((change) => change.kind === 'rule' && [change.id, change.places])).toEqual([
    ['a', ['IPv4 raw', 'IPv6 raw']],
    ['b', ['IPv6 raw']],
  ]);
  expect(both.unchanged).toBe(0);
});

test('the name of a table that follows from the limit is not told beside it', () => {
  const [change] = compared(
    [chain('a:rate=1,hashlimit-name=vg-1')],
    [chain('a:rate=2,hashlimit-name=vg-2')],
  ).changes;
  expect(change?.fields.map(({ key }) => key)).toEqual(['rate']);
});

test('where a chain is attached, and chains without rules', () => {
  const hook = (value: string): ListedChain => ({ ...chain('a:drop'), attributes: [{ key: 'prio', value }] });
  expect(compared([hook('-300')], [hook('-301')]).changes).toMatchObject([
    { kind: 'chain', verb: 'change', fields: [{ key: 'prio', old: '-300', new: '-301' }] },
  ]);
  expect(compared([chain('')], []).changes).toMatchObject([{ kind: 'chain', verb: 'remove' }]);
  expect(compared([chain('a:drop')], []).changes).toMatchObject([{ kind: 'rule', verb: 'remove' }]);
});
