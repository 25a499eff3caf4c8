import { classifyByRules } from '../../src/legalize/classify.js';
import { chainId } from '../../src/ruleset/ids.js';
import type { Action } from '../../src/ruleset/ruleset.js';
import { chain, rule, ruleset } from './sample.js';

const goto = (id: string): Action => ({ kind: 'goto', chain: chainId(id) });
const classify: Action = {
  kind: 'classify',
  transport: 'udp',
  offset: 0,
  cases: [
    { text: 'REGISTER ', chain: chainId('strangers.REGISTER') },
    { text: 'ACK ', chain: chainId('strangers.other') },
  ],
  otherwise: chainId('strangers.unrecognised'),
};
const leaves = ['strangers.REGISTER', 'strangers.other', 'strangers.unrecognised'].map((id) => chain(id, []));
const before = ruleset([
  chain('strangers.udp', [rule('strangers.udp.class', [], classify)], 'prerouting'),
  ...leaves,
]);

test('by rules: one exact comparison for each case, then the rest', () => {
  const rules = classifyByRules(before, 'too').chains[0]?.rules ?? [];
  const texts = rules.map(({ id, matches, action }) => [
    id,
    matches.map((m) => 'text' in m && m.text),
    action,
  ]);
  expect(texts).toEqual([
    ['strangers.udp.class.REGISTER', ['REGISTER '], goto('strangers.REGISTER')],
    ['strangers.udp.class.ACK', ['ACK '], goto('strangers.other')],
    ['strangers.udp.class.otherwise', [], goto('strangers.unrecognised')],
  ]);
});

test('where the backend has maps, only what asks for it is a lookup', () => {
  const asked = ruleset([
    chain('strangers.udp', [rule('strangers.udp.class', [], { ...classify, lookup: true })], 'prerouting'),
    chain('known.udp', [rule('known.udp.class', [], classify)], 'prerouting'),
    ...leaves,
  ]);
  const kinds = classifyByRules(asked, 'not')
    .chains.slice(0, 2)
    .map(({ rules }) => rules.map(({ action }) => action.kind));
  expect(kinds).toEqual([['classify'], ['goto', 'goto', 'goto']]);
});
