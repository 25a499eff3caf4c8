import { emitIptables } from '../../../src/emit/iptables/emit-iptables.js';
import { legend } from '../../../src/emit/legend.js';
import { chainId } from '../../../src/ruleset/ids.js';
import type { RuleFamily } from '../../../src/ruleset/ruleset.js';
import { chain, meter, rule, ruleset } from '../samples.js';

const go = (id: string) => ({ kind: 'goto', chain: chainId(id) }) as const;

test('each chain stands in the tables that lead to it, the jumps stand last', () => {
  const text = emitIptables(
    ruleset({
      chains: [
        chain('VG-pre', [rule('hook.prerouting.sip', 'ipv6', [], go('VG-both'))], 'prerouting'),
        chain('VG-out', [rule('o.1', 'ipv6', [], go('VG-raw'))], 'output'),
        chain('VG-in', [rule('i.1', 'ipv6', [], go('VG-both'))], 'input'),
        chain('VG-both', [rule('b.1', 'ipv6', [{ kind: 'loopback' }], { kind: 'drop' })]),
        chain('VG-raw', [rule('w.1', 'ipv6', [], { kind: 'pass' })]),
        chain('VG-nowhere', [rule('n.1', 'ipv6', [], { kind: 'drop' })]),
      ],
    }),
    undefined,
    undefined,
    'without',
  );
  expect(text).toBe(`# vosguard: policy "sample", sha256 ${'0'.repeat(64)}
# Load the ipset file before this one.
# First load:  ip6tables-restore --noflush < THIS_FILE
# Every other: grep -v '^-I ' THIS_FILE | ip6tables-restore --noflush
# A packet that comes to the end of a chain is let through.
*raw
:VG-pre - [0:0]
:VG-out - [0:0]
:VG-both - [0:0]
:VG-raw - [0:0]

# ---- Others
-A VG-pre -m comment --comment "vg:hook.prerouting.sip" -g VG-both
-A VG-out -m comment --comment "vg:o.1" -g VG-raw
-A VG-both -i lo -m comment --comment "vg:b.1" -j DROP

-I PREROUTING 1 -m comment --comment "vg:hook.prerouting" -j VG-pre
-I OUTPUT 1 -m comment --comment "vg:hook.output" -j VG-out
COMMIT
*filter
:VG-in - [0:0]
:VG-both - [0:0]

# ---- Others
-A VG-in -m comment --comment "vg:i.1" -g VG-both
-A VG-both -i lo -m comment --comment "vg:b.1" -j DROP

-I INPUT 1 -m comment --comment "vg:hook.input" -j VG-in
COMMIT
`);
});

test('where every rule of a chain asks for one mark, the jump asks for it', () => {
  const wanted = { kind: 'mark', mark: 'wanted' } as const;
  const found = { kind: 'mark', mark: 'found' } as const;
  const jumpOf = (...marks: readonly (typeof wanted | typeof found)[]) => {
    const rules = marks.map((mark, index) => rule(`h.${index}`, 'ipv4', [mark], { kind: 'drop' }));
    const text = emitIptables(ruleset({ chains: [chain('VG-h', rules, 'prerouting')] }));
    return /^-I .*$/m.exec(text)?.[0];
  };
  const comment = '-m comment --comment "vg:hook.prerouting" -j VG-h';
  expect(jumpOf(wanted, wanted)).toBe(`-I PREROUTING 1 -m mark --mark 0x10000000/0x30000000 ${comment}`);
  expect(jumpOf(wanted, found)).toBe(`-I PREROUTING 1 ${comment}`);
});

test('the head says what the words, the chains and the tables of hashlimit mean', () => {
  const parts = [chain('hook.input', [rule('i.1', 'ipv4', [], { kind: 'drop' })], 'input')];
  const text = emitIptables(
    ruleset({ chains: parts, meters: [{ ...meter('m.all', 'ipv4'), name: 'vg-mall-012345' }] }),
  );
  expect(text).toContain(legend({ sets: [] }));
  expect(text).toContain(
    '\n# In, behind connection tracking: SIP of strangers, services, the rest - hook.input\n',
  );
  expect(text).toContain('\n#   vg-mall-012345  m.all: each source\n');
});

test('a table without chains is not written', () => {
  const text = emitIptables(
    ruleset({ chains: [chain('VG-in', [rule('i.1', 'ipv4', [], { kind: 'drop' })], 'input')] }),
  );
  expect(text.match(/^\*.*$/gm)).toEqual(['*filter']);
  expect(text).toContain('# First load:  iptables-restore');
});

const ofFamilies = (...families: readonly RuleFamily[]) =>
  ruleset({
    chains: [
      chain(
        'VG-in',
        families.map((f, i) => rule(`i.${i}`, f, [], { kind: 'drop' })),
        'input',
      ),
    ],
  });

test.each([
  ['no rules', ofFamilies()],
  ['two families', ofFamilies('ipv4', 'ipv6')],
  ['a rule for both', ofFamilies('ipv4', 'any')],
])('%s is our own fault', (_, mixed) => {
  expect(() => emitIptables(mixed)).toThrow('of one family');
});

test('a chain name that could be an option is our own fault', () => {
  const odd = { ...chain('VG-in', [rule('i.1', 'ipv4', [], { kind: 'drop' })], 'input'), name: '-j ACCEPT' };
  expect(() => emitIptables(ruleset({ chains: [odd] }))).toThrow('would not take');
});
