import { emitNftables } from '../../../src/emit/nftables/emit-nftables.js';
import { unfolded } from '../../../src/plan/nftables/listed-text.js';
import { setId } from '../../../src/ruleset/ids.js';
import type { Action } from '../../../src/ruleset/ruleset.js';
import { chain, learned, ms, rule, ruleset } from '../samples.js';

const learn = (set: string): Action => ({
  kind: 'learn',
  set: setId(set),
  side: 'source',
  timeout: ms(1000),
});
const forget = (set: string): Action => ({ kind: 'forget', set: setId(set), side: 'source' });
const note: Action = { kind: 'note', set: setId('banned4'), side: 'source', timeout: ms(1000), as: 7 };

/** The rules of a chain of these actions, a line each. */
function lines(...actions: readonly Action[]): readonly string[] {
  const text = emitNftables(
    ruleset({
      sets: [learned('known4', 'ipv4'), learned('banned4', 'ipv4')],
      chains: [
        chain(
          'hook.input',
          actions.map((action, index) => rule(`r.${index}`, 'ipv4', [], action)),
          'input',
        ),
      ],
    }),
  );
  return unfolded(text)
    .split('\n')
    .filter((line) => line.includes(' comment "r.'))
    .map((line) => line.trim());
}

test('what only changes sets is one rule: deletions first, which no full set ends, notes last', () => {
  expect(lines(note, learn('banned4'), forget('known4'), learn('known4'))).toEqual([
    'delete @known4 { ip saddr } update @banned4 { ip saddr timeout 1s } counter update @known4 { ip saddr timeout 1s } update @banned4 { ip saddr . 0x7 timeout 1s counter } comment "r.1"',
  ]);
});

test('what ends or counts a packet parts them', () => {
  expect(
    lines(forget('known4'), { kind: 'log', prefix: '' }, forget('banned4'), { kind: 'drop' }),
  ).toHaveLength(4);
  expect(lines({ ...note, counted: true }, { ...note, counted: true })).toHaveLength(2);
});

test('at the end of a chain nothing says that the rest is let through', () => {
  expect(lines(forget('known4'), { kind: 'accept' })).toEqual(['delete @known4 { ip saddr } comment "r.0"']);
  expect(lines({ kind: 'pass' })).toEqual([]);
});
