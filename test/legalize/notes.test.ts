import { notedRules, noteRefusals } from '../../src/legalize/notes.js';
import { capabilitiesOf } from '../../src/platform/capabilities.js';
import type { Ruleset } from '../../src/ruleset/ruleset.js';
import { compileText } from '../lint-text.js';

const text = `
vosguard: 1
trusted: [192.0.2.10]
sip: { strangers: { limits: { MESSAGE: drop } } }
`;
const { ruleset, platform, artifacts } = compileText(text);
const by = (notes: 'by-rule' | 'by-number' | 'no') => {
  const told: string[] = [];
  const can = { ...capabilitiesOf.nftables(platform), notes };
  return { rules: noteRefusals(ruleset, can, ({ kind }) => told.push(kind)), told };
};
const allOf = ({ chains }: Ruleset) => chains.flatMap(({ rules }) => rules);

test('every rule that refuses or bans notes whom, what is listed already does not', () => {
  const ids = notedRules(ruleset).map(String);
  for (const id of [
    'strangers.REGISTER.source.REGISTER',
    'strangers.MESSAGE.source.MESSAGE',
    'ban.flood.learn',
    'hook.input.drop',
  ])
    expect(ids).toContain(id);
  expect(ids.filter((id) => /blocked|banned|refused\.drop|\.early/.test(id))).toEqual([]);
});

/** A full set takes nothing and ends the statement's rule: were it the refusing one, the packet would pass. */
test('by number: no rule that refuses notes by itself, and each has its number in a chain that notes', () => {
  const { rules, told } = by('by-number');
  const notes = allOf(rules).filter(({ action }) => action.kind === 'note');
  expect(notes.length).toBeGreaterThan(0);
  const numbers = allOf(rules).flatMap(({ action }) =>
    action.kind === 'goto' && action.as !== undefined ? [{ chain: action.chain, as: action.as }] : [],
  );
  expect(new Set(numbers.map(({ as }) => as)).size).toBe(numbers.length);
  for (const { chain } of numbers)
    expect(rules.chains.find(({ id }) => id === chain)?.rules[0]?.action).toMatchObject({ kind: 'note' });
  expect(told).toEqual([]);
});

test('where nothing can be written down it is told, and everything is refused as ever', () => {
  const { rules, told } = by('no');
  expect(told).toEqual(['no-notes']);
  expect(allOf(rules).map(({ id, action }) => [id, action])).toEqual(
    allOf(ruleset).map(({ id, action }) => [id, action]),
  );
  expect(notedRules(rules)).toEqual([]);
});

test('iptables notes in the rule itself, each family in a list of its own', () => {
  for (const [file, digit] of [
    ['iptables.rules', '4'],
    ['ip6tables.rules', '6'],
  ] as const) {
    const lines = (artifacts.get(file) ?? '').split('\n');
    const line = lines.find((one) => one.includes('vg:strangers.MESSAGE.source.MESSAGE"'));
    expect(line).toMatch(
      new RegExp(
        `-m recent --set --name vg-strangers\\.MESSAGE\\.source\\.MESSAGE-${digit} .*-g VG-strangers.refused`,
      ),
    );
  }
});
