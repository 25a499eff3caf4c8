import { observing } from '../../src/lower/learning.js';
import type { Rule } from '../../src/ruleset/ruleset.js';
import { compileText } from '../lint-text.js';

const policy = `
vosguard: 1
trusted: [192.0.2.10]
blocked: [203.0.113.0/24]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: 2/s burst 4, MESSAGE: drop } } }
`;

const rulesOf = (text: string) => {
  const { ruleset } = compileText(text);
  return { ruleset, observed: observing(ruleset) };
};
const all = ({ chains }: { chains: readonly { readonly rules: readonly Rule[] }[] }) =>
  chains.flatMap(({ rules }) => rules);
const ends = ({ action }: Rule) => action.kind === 'drop' || action.kind === 'reject';

test('only the blocked are refused', () => {
  const { ruleset, observed } = rulesOf(policy);
  const refusing = all(observed).filter(ends);
  expect(refusing.length).toBeGreaterThan(0);
  expect(refusing.filter(({ origin }) => origin[0] !== 'blocked')).toEqual([]);
  expect(all(ruleset).filter(ends).length).toBeGreaterThan(refusing.length);
});

test('whatever would refuse is counted, with whom, and the next rule follows', () => {
  const { ruleset, observed } = rulesOf(policy);
  const would = all(observed).filter(({ id }) => id.endsWith('.would'));
  expect(would.every(({ action, noted }) => action.kind === 'count' && noted !== undefined)).toBe(true);
  const source = 'strangers.REGISTER.source.REGISTER';
  const [was] = all(ruleset).filter(({ id }) => id === source);
  const [is] = would.filter(({ id }) => id === `${source}.would`);
  expect(is?.matches).toEqual(was?.matches);
  expect(was?.matches).toHaveLength(1);
});

test('of whom a ban stops, in and out, it is only said', () => {
  const { observed } = rulesOf(policy);
  const noted = (id: string) =>
    all(observed)
      .filter((rule) => rule.id === id)
      .map((rule) => rule.noted);
  expect(noted('output.tcp.proven.would')).toEqual(['destination']);
  expect(noted('strangers.udp.proven.would')).toEqual(['source']);
});

test('what passes is remembered as in force, and what is dropped whole spoils the 200 that it earns', () => {
  const { observed } = rulesOf(policy);
  const chain = (id: string) => observed.chains.find((one) => one.id === id)?.rules ?? [];
  const learns = (id: string) =>
    chain(id).flatMap(({ action }) => (action.kind === 'learn' ? [String(action.set)] : []));
  // By way of the shares of the common cap, which begin in `strangers.REGISTER`.
  expect(learns('strangers.REGISTER.passed')).toEqual(['asked']);
  expect(chain('strangers.MESSAGE').at(-1)?.action).toEqual({ kind: 'goto', chain: 'observed.refused' });
  expect(learns('observed.refused')).toEqual(['taint']);
  expect(chain('strangers.response').at(-1)?.action).toEqual({ kind: 'pass' });
});

test('nothing bans, and no rule of it leads to a chain that refuses', () => {
  const { observed } = rulesOf(policy);
  expect(all(observed).filter(({ action }) => action.kind === 'learn' && action.set === 'banned')).toEqual(
    [],
  );
  expect(observed.chains.map(({ id }) => String(id))).not.toContain('strangers.refused');
});

test.each([
  ['minimum', 'vosguard: 1\ntrusted: [192.0.2.10]\n'],
  ['nobody but the trusted', 'vosguard: 1\ntrusted: [192.0.2.10]\nsip: { strangers: deny }\n'],
  ['left to others', 'vosguard: 1\ntrusted: [192.0.2.10]\ndefault: leave\n'],
])('stands in the sets and meters of the rules in force: %s', (_, text) => {
  const { ruleset, observed } = rulesOf(text);
  const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => String(id));
  expect(ids(ruleset.sets)).toEqual(expect.arrayContaining(ids(observed.sets)));
  expect(ids(ruleset.meters)).toEqual(expect.arrayContaining(ids(observed.meters)));
  expect(ids(ruleset.tables)).toEqual(expect.arrayContaining(ids(observed.tables)));
});
