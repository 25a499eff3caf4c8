import { emitNftables } from '../../../src/emit/nftables/emit-nftables.js';
import { unfolded } from '../../../src/plan/nftables/listed-text.js';
import { chainId } from '../../../src/ruleset/ids.js';
import { holdingWords } from '../../../src/ruleset/legend.js';
import { chain, count, declarations, learned, listed, meter, rule, ruleset } from '../samples.js';

const drop = { kind: 'drop' } as const;

test('the file replaces its own table and holds everything in it', () => {
  const text = emitNftables(
    ruleset({
      name: 'evil"\n# name',
      sets: [listed('trusted4', 'ipv4', '192.0.2.1', '192.0.2.8/29'), learned('banned6', 'ipv6')],
      meters: [meter('m.all', 'any', { key: 'all' }), meter('m.sub4', 'ipv4', { key: 'both' })],
      tables: declarations('ipv6').tables,
      chains: [
        chain('hook.input', [rule('i.1', 'any', [], { kind: 'goto', chain: chainId('sip.udp') })], 'input'),
        chain('sip.udp', [rule('s.1', 'any', [], drop)]),
      ],
    }),
  );
  expect(
    text.replace(/^#\n# Words:\n(?:# {3}.*\n)+#\n/m, '(legend)\n'),
  ).toBe(`# vosguard: policy "evil"?# name", sha256 ${'0'.repeat(64)}
# Load with: nft -f THIS_FILE
# Replaces the table inet vosguard, with what it has learned, in one step; touches nothing else.
# A packet that comes to the end of a chain is let through.
(legend)
# Chains, in the order in which a packet meets them; \`.x\` is the chain's name before it with .x:
# In, before connection tracking: the lane of a packet - sip.udp
# In, behind connection tracking: SIP of strangers, services, the rest - hook.input
#
table inet vosguard
delete table inet vosguard
table inet vosguard {
  # ---- Lists of the policy, and what rules learn
  set trusted4 { type ipv4_addr; flags interval; elements = { 192.0.2.1, 192.0.2.8/29 }; }
  set banned6 { type ipv6_addr; size 131072; flags dynamic,timeout; timeout 1h30m; }  # ${holdingWords.banned}
  # ---- Limits
  limit m.all { rate over 5/second burst 10 packets; }  # all together
  set m.sub4 { type ipv4_addr . ipv4_addr; size 131072; flags dynamic,timeout; timeout 30s; }  # 5/second burst 10: each source and destination
  set c.src6 { type ipv6_addr; size 65536; flags dynamic; }  # at most 10 open: each source
  set c.net6 { type ipv6_addr; size 65536; flags dynamic; }  # at most 10 open: each subnet
  # ---- In, before connection tracking: the lane of a packet
  chain sip.udp { counter drop comment "s.1"; }
  # ---- In, behind connection tracking: SIP of strangers, services, the rest
  chain hook.input { type filter hook input priority filter; policy accept; goto sip.udp comment "i.1"; }
}
`);
});

test.each([
  ['nothing', [], undefined, undefined],
  ['single addresses', ['192.0.2.1', '192.0.2.9'], undefined, '192.0.2.1, 192.0.2.9'],
  ['everything', ['0.0.0.0/0'], 'flags interval', '0.0.0.0/0'],
])('a set of %s', (_, entries, flags, elements) => {
  const text = emitNftables(ruleset({ sets: [listed('s4', 'ipv4', ...entries)] }));
  const lines = unfolded(text);
  expect(/flags.*/.exec(lines)?.[0]).toBe(flags);
  expect(/elements = \{ (.*) \}/.exec(lines)?.[1]).toBe(elements);
});

test('many elements are wrapped', () => {
  const entries = Array.from({ length: 13 }, (_, i) => `192.0.2.${2 * i + 1}`);
  const text = emitNftables(ruleset({ sets: [listed('s4', 'ipv4', ...entries)] }));
  const lines = text.split('\n').filter((line) => /^\s*192/.test(line));
  expect(lines.map((line) => line.split(', ').length)).toEqual([6, 6, 1]);
  expect(lines.join(' ').match(/192\.0\.2\.\d+/g)).toEqual(entries);
});

test('the loopback rule of a chain that both directions lead to asks both interfaces', () => {
  const go = (id: string, hook: 'prerouting' | 'output') =>
    chain(`hook.${hook}`, [rule(id, 'any', [], { kind: 'goto', chain: chainId('both.x') })], hook);
  const text = emitNftables(
    ruleset({
      chains: [
        go('a.1', 'prerouting'),
        go('b.1', 'output'),
        chain('both.x', [rule('x.1', 'any', [{ kind: 'loopback' }], { kind: 'pass' })]),
      ],
    }),
  );
  expect(unfolded(text)).toContain('\t\tiif "lo" accept comment "x.1"\n\t\toif "lo" accept comment "x.1"\n');
});

test.each([
  ['a set of both families', { sets: [{ ...listed('s4', 'ipv4'), family: 'any' as const }] }],
  ['a name that could be a keyword', { sets: [listed('counter', 'ipv4')] }],
  ['a name that nft cannot scan', { sets: [{ ...listed('s4', 'ipv4'), name: 's4 { } drop' }] }],
  [
    'a rule for an unknown chain',
    {
      chains: [
        chain('c.1', [rule('r.1', 'any', [], { kind: 'goto', chain: chainId('no.1') })], 'input' as const),
      ],
    },
  ],
])('%s is our own fault', (_, parts) => {
  expect(() => emitNftables(ruleset(parts))).toThrow();
});

test('a full window of a meter is no part of nft', () => {
  const window = { kind: 'window', count: count(20), span: meter('m.1', 'ipv4').expire } as const;
  expect(() =>
    emitNftables(ruleset({ meters: [meter('m.1', 'any', { key: 'all', algorithm: window })] })),
  ).toThrow('which nft does not have');
});
