import { spellingOf } from '../../../src/emit/iptables/dialect.js';
import { emitIptables } from '../../../src/emit/iptables/emit-iptables.js';
import { meterId, setId, tableId } from '../../../src/ruleset/ids.js';
import { chain, declarations, listed, ms, rule, ruleset } from '../samples.js';

const old = spellingOf({ iptables: '1.4.7', kernel: '2.6.32', reads: 'u32' });
const newer = spellingOf({ iptables: '1.4.21', kernel: '3.10', reads: 'u32' });
const all = declarations('ipv4');
const text = (spelling: typeof old) =>
  emitIptables(
    ruleset({
      ...all,
      sets: [...all.sets, { ...listed('office', 'ipv4', '192.0.2.0/24', '198.51.100.7'), inline: true }],
      chains: [
        chain(
          'hook.input',
          [
            rule('r.1', 'ipv4', [], { kind: 'untrack' }),
            rule('r.2', 'ipv4', [], {
              kind: 'learn',
              set: setId('banned4'),
              side: 'source',
              timeout: ms(1000),
            }),
            rule('r.3', 'ipv4', [{ kind: 'connections', table: tableId('c.src4') }], { kind: 'drop' }),
            rule('r.4', 'ipv4', [{ kind: 'limit', meter: meterId('w.within4') }], { kind: 'pass' }),
            rule('r.5', 'ipv4', [{ kind: 'address', side: 'source', set: setId('office'), negate: false }], {
              kind: 'accept',
            }),
          ],
          'input',
        ),
      ],
    }),
    spelling,
  );
const rulesOf = (spelling: typeof old) =>
  text(spelling)
    .split('\n')
    .filter((line) => line.startsWith('-A'))
    .map((line) => line.replace(/-A \S+ (.*?) ?-m comment --comment "vg:(r.\d)" /, '$2 $1|'));

const addresses = ['r.5 -s 192.0.2.0/24|-j RETURN', 'r.5 -s 198.51.100.7|-j RETURN'];

test('1.4.7: NOTRACK, delete and add, no side of connlimit, no mask of recent', () => {
  expect(rulesOf(old)).toEqual([
    'r.1 |-j NOTRACK',
    'r.2 |-j SET --del-set banned4 src',
    'r.2 |-j SET --add-set banned4 src',
    'r.3 -m connlimit --connlimit-above 10 --connlimit-mask 32|-j DROP',
    expect.stringMatching(/^r\.4 (?!.*--mask).*--name w\.within4 --rsource/),
    ...addresses,
  ]);
});

test('1.4.21: as newer ones', () => {
  expect(rulesOf(newer)).toEqual([
    'r.1 |-j CT --notrack',
    'r.2 |-j SET --add-set banned4 src --exist --timeout 1',
    'r.3 -m connlimit --connlimit-above 10 --connlimit-mask 32 --connlimit-saddr|-j DROP',
    expect.stringContaining('--name w.within4 --mask 255.255.255.255 --rsource'),
    ...addresses,
  ]);
});

test('the head says that old tools take no lock', () => {
  expect([old, newer].map((spelling) => text(spelling).includes('# This iptables takes no lock'))).toEqual([
    true,
    true,
  ]);
  expect(
    emitIptables(
      ruleset({ chains: [chain('hook.input', [rule('r.1', 'ipv4', [], { kind: 'drop' })], 'input')] }),
    ),
  ).not.toContain('lock');
});

test('a list in the rules cannot be asked for its opposite', () => {
  const office = { ...listed('office', 'ipv4', '192.0.2.1'), inline: true } as const;
  const asks = rule('r.1', 'ipv4', [{ kind: 'address', side: 'source', set: office.id, negate: true }], {
    kind: 'drop',
  });
  expect(() => emitIptables(ruleset({ sets: [office], chains: [chain('c.a', [asks], 'input')] }))).toThrow(
    'not legalized',
  );
});
