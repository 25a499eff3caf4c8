import type { Backend } from '../../../src/host/lab/load.js';
import { describeBackends } from '../../packets/kernel.js';
import type { Lab } from '../../packets/lab.js';
import { count } from '../../packets/tally.js';
import { exchange, protect, request } from '../scenario.js';

const policy = `
vosguard: 1
addresses: { office: [192.0.2.8/29, "2001:db8:8::/64"] }
trusted: [203.0.113.10, 203.0.113.77, "2001:db8:7::10", "2001:db8:7::77"]
services: { ssh: { tcp: [22], from: [office] } }
`;

const families = [
  {
    family: 'IPv4',
    ...{ tool: 'iptables', trusted: '203.0.113.10', banned: '203.0.113.77' },
    ...{ office: '192.0.2.9', cut: '192.0.2.10' },
  },
  {
    family: 'IPv6',
    ...{ tool: 'ip6tables', trusted: '2001:db8:7::10', banned: '2001:db8:7::77' },
    ...{ office: '2001:db8:8::9', cut: '2001:db8:8:0:1::' },
  },
] as const;

/**
 * What fail2ban leaves behind our jump once we are loaded: its chains are reached from INPUT and give back whom they do not hold.
 * Beside it, a rule of the operator's own.
 */
const othersOf: Readonly<Record<Backend, string>> = {
  nftables: `nft -f - <<'END'
table inet f2b-table {
  chain f2b-chain { type filter hook input priority filter - 1; ip saddr 203.0.113.77 reject; ip6 saddr 2001:db8:7::77 reject; }
}
table inet own { chain in { type filter hook input priority filter + 5; ip saddr 192.0.2.10 drop; ip6 saddr 2001:db8:8:0:1:: drop; }; }
END`,
  'iptables-nft': xtables('nft'),
  'iptables-legacy': xtables('legacy'),
};

function xtables(kind: string): string {
  return families
    .flatMap(({ tool, banned, cut }) => [
      `${tool}-${kind} -w 10 -N f2b-sip`,
      `${tool}-${kind} -w 10 -A f2b-sip -s ${banned} -j REJECT`,
      `${tool}-${kind} -w 10 -A f2b-sip -j RETURN`,
      `${tool}-${kind} -w 10 -A INPUT -p udp -m multiport --dports 5060,5061 -j f2b-sip`,
      `${tool}-${kind} -w 10 -A INPUT -s ${cut} -j DROP`,
    ])
    .join('\n');
}

const connect = async (lab: Lab, from: string) =>
  (await lab.world.connect({ from: [from], toPort: 22, every: 0, patience: 150 }))[0]?.outcome;

describeBackends('beside what others refuse behind our rules', (backend, lab) => {
  const sent = async (from: string): Promise<number> => {
    const stream = { from, toPort: 5060, payloads: [request('REGISTER')], count: 5, every: 2 };
    const { delivered } = await exchange(lab(), stream);
    return count(delivered, { from });
  };

  test.each(families)('$family: a ban and a rule of others hold, whom they spare comes in', async (row) => {
    await protect(lab(), backend, policy, { tcp: [22, 5060] });
    expect([await sent(row.trusted), await sent(row.banned)]).toEqual([5, 5]);
    expect([await connect(lab(), row.office), await connect(lab(), row.cut)]).toEqual([
      'connected',
      'connected',
    ]);
    await lab().switch.run('sh', ['-e'], othersOf[backend]);
    expect([await sent(row.trusted), await sent(row.banned)]).toEqual([5, 0]);
    expect([await connect(lab(), row.office), await connect(lab(), row.cut)]).toEqual([
      'connected',
      'timeout',
    ]);
  });

  test.each(families)('$family: a ban also ends what was open before it', async (row) => {
    await protect(lab(), backend, policy, { tcp: [22, 5060], answer: 200 });
    expect(await sent(row.banned)).toBe(5);
    expect(await lab().answers()).not.toEqual([]);
    await lab().switch.run('sh', ['-e'], othersOf[backend]);
    expect(await sent(row.banned)).toBe(0);
  });
});
