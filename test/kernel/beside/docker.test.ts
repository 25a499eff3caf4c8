import { portSetsIn, withSets } from '../../../src/beside/nftables/port-sets.js';
import { link } from '../../../src/host/lab/link.js';
import type { Backend } from '../../../src/host/lab/load.js';
import type { Family } from '../../../src/net/address.js';
import { beside } from '../../beside/asked.js';
import { compileText } from '../../lint-text.js';
import { describeBackends } from '../../packets/kernel.js';
import type { Lab } from '../../packets/lab.js';

const policy = `
vosguard: 1
blocked: [203.0.113.66, "2001:db8:66::/64"]
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
`;

const families = [
  {
    family: 'ipv4' as Family,
    ...{ tool: 'iptables', container: '10.77.0.5', to: '10.77.0.5:90' },
    ...{ stranger: '198.51.100.7', blocked: '203.0.113.66', office: '192.0.2.9' },
    ...{ officeNet: '192.0.2.8/29', set: '4', table: 'ip' },
  },
  {
    family: 'ipv6' as Family,
    ...{ tool: 'ip6tables', container: '2001:db8:77::5', to: '[2001:db8:77::5]:90' },
    ...{
      stranger: '2001:db8:9::7',
      blocked: '2001:db8:66::1',
      office: '2001:db8:8::9',
    },
    ...{ officeNet: '2001:db8:8::/64', set: '6', table: 'ip6' },
  },
] as const;
type Row = (typeof families)[number];

/**
 * A container behind the bridge `docker0`, with port 8090 published, of UDP and TCP. Chains and maps as Docker 29 makes them with `--firewall-backend=nftables`
 * (moby/moby, daemon/libnetwork/drivers/bridge/internal/nftabler, and its integration/network/bridge/nftablesdoc/generated/usernet-portmap.md).
 */
const withNft = ({ table, container, to }: Row): string =>
  `
table ${table} docker-bridges {
  map filter-forward-in-jumps { type ifname : verdict; elements = { "docker0" : jump filter-forward-in__docker0 }; };
  map filter-forward-out-jumps { type ifname : verdict; elements = { "docker0" : jump filter-forward-out__docker0 }; };
  chain filter-FORWARD {
    type filter hook forward priority filter; policy accept;
    oifname vmap @filter-forward-in-jumps
    iifname vmap @filter-forward-out-jumps
  }
  chain nat-PREROUTING { type nat hook prerouting priority dstnat; policy accept; fib daddr type local counter jump nat-prerouting-and-output; }
  chain nat-prerouting-and-output { iifname != "docker0" udp dport 8090 counter dnat to ${to} comment "DNAT"; iifname != "docker0" tcp dport 8090 counter dnat to ${to} comment "DNAT"; }
  chain raw-PREROUTING { type filter hook prerouting priority raw; policy accept; ${table} daddr ${container} iifname != "docker0" counter drop comment "DROP DIRECT ACCESS"; }
  chain filter-forward-in__docker0 {
    ct state established,related counter accept
    iifname "docker0" counter accept comment "ICC"
    ${table} daddr ${container} udp dport 90 counter accept
    ${table} daddr ${container} tcp dport 90 counter accept
    counter drop comment "UNPUBLISHED PORT DROP"
  }
  chain filter-forward-out__docker0 { ct state established,related counter accept; counter accept comment "OUTGOING"; }
}`;

/** The same with iptables, as Docker 20 to 28 have it. */
const withIptables = ({ container, to }: Row): string => `
*nat
:PREROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A DOCKER ! -i docker0 -p udp -m udp --dport 8090 -j DNAT --to-destination ${to}
-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8090 -j DNAT --to-destination ${to}
COMMIT
*filter
:FORWARD DROP [0:0]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A DOCKER -d ${container} ! -i docker0 -o docker0 -p udp -m udp --dport 90 -j ACCEPT
-A DOCKER -d ${container} ! -i docker0 -o docker0 -p tcp -m tcp --dport 90 -j ACCEPT
-A DOCKER-USER -j RETURN
COMMIT
`;

/** What leaves for the container, behind everybody's rules, by its source and protocol: a SYN is sent again a second later. */
const counting = `table inet forwarded { chain leaving { type filter hook postrouting priority 300;
${families
  .flatMap(({ table, stranger, blocked, office }) =>
    [stranger, blocked, office].flatMap((from) =>
      ['udp', 'tcp'].map(
        (name) => `${table} saddr ${from} ${name} dport 90 counter comment "${name} ${from}";`,
      ),
    ),
  )
  .join('\n')}
}; }`;

async function withContainer(lab: Lab, backend: Backend): Promise<void> {
  await lab.reset();
  const lines = families.flatMap(({ family, container }) => [
    `ip ${family === 'ipv6' ? '-6' : ''} route add ${container} dev docker0`,
    `ip neighbour replace ${container} lladdr 02:00:00:00:00:77 dev docker0 nud permanent`,
  ]);
  await lab.switch.run(
    'sh',
    ['-e'],
    [
      'ip link add docker0 type veth peer name nobody && ip link set docker0 up && ip link set nobody up',
      ...lines,
      'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding',
    ].join('\n'),
  );
  await lab.load(backend, compileText(policy).artifacts);
  await lab.switch.run('nft', ['-f', '-'], counting);
}

describeBackends('a port that docker publishes', (backend, lab) => {
  const variant = backend === 'iptables-legacy' ? 'legacy' : 'nft';

  const counted = async (name: string, from: string): Promise<number> => {
    const listing = await lab().switch.run('nft', ['list', 'table', 'inet', 'forwarded']);
    const line = listing.split('\n').find((one) => one.includes(`"${name} ${from}"`)) ?? '';
    return Number(/counter packets (\d+)/.exec(line)?.[1]);
  };

  /** Whether datagrams and a SYN from there come to the container, which answers nobody. */
  const reaches = async (from: string) => {
    const before = { udp: await counted('udp', from), tcp: await counted('tcp', from) };
    await lab().world.send({ from, toPort: 8090, payloads: ['hello'], count: 3, every: 2 });
    await lab().delivered();
    await lab().world.connect({ from: [from], toPort: 8090, every: 0, patience: 150 });
    return {
      udp: (await counted('udp', from)) - before.udp,
      tcp: (await counted('tcp', from)) > before.tcp,
    };
  };

  const load = async (row: Row, by: 'iptables' | 'nft'): Promise<void> => {
    await withContainer(lab(), backend);
    if (by === 'nft') await lab().switch.run('nft', ['-f', '-'], withNft(row));
    else await lab().switch.run(`${row.tool}-${variant}-restore`, ['--noflush'], withIptables(row));
  };

  /** As readOthers has it: the entries of sets and maps are asked for. */
  const withMaps = async (listing: string): Promise<string> => {
    const texts = [];
    for (const { kind, family, table, name } of portSetsIn(listing))
      texts.push(await lab().switch.run('nft', ['--json', 'list', kind, family, table, name]));
    return withSets(listing, texts);
  };

  /** What `plan` says beside these rules. */
  const said = async (row: Row, by: 'iptables' | 'nft', about = policy): Promise<string> => {
    const text = by === 'nft' ? '' : await lab().switch.run(`${row.tool}-${variant}-save`, []);
    const nftJson =
      by === 'nft'
        ? await withMaps(await lab().switch.run('nft', ['--json', '--terse', 'list', 'ruleset']))
        : '';
    const behind = { devices: { ipv4: ['docker0'], ipv6: ['docker0'] }, isTranslated: true };
    const iptables = [{ family: row.family, variant, isPlain: true, text }] as const;
    return beside(about, { iptables, nftJson, devices: [link.switch.name], behind }).text;
  };

  describe.each(['iptables', 'nft'] as const)('by %s', (by) => {
    test.each(families)(
      '$family: of a switch in the container what is not published is told',
      async (row) => {
        await load(row, by);
        const at = (port: number) =>
          `${policy}sip: { ports: { udp: [${port}], tcp: [${port}] }, at: { address: "${row.container}" } }\n`;
        const closed = await said(row, by, at(5060));
        expect(closed).toContain(`SIP over UDP port 5060 from anybody to ${row.container}`);
        expect(closed).toContain('(docker)');
        expect(await said(row, by, at(90))).not.toContain('SIP over');
      },
    );

    test.each(families)('$family: who is blocked has no TCP, and what plan says closes it', async (row) => {
      await load(row, by);
      expect(await reaches(row.stranger)).toEqual({ udp: 3, tcp: true });
      expect(await reaches(row.blocked)).toEqual({ udp: 3, tcp: false });

      const text = await said(row, by);
      expect(text).toMatch(/TCP port 8090 is published by docker .* open to everybody who is not blocked$/m);
      expect(text).toMatch(/UDP port 8090 is published by docker .*, also to whom the policy blocks$/m);
      expect(text).not.toContain('others refuse');
      for (const [, command = ''] of text.matchAll(
        /close it in .*?: ((?:ip6?tables|nft) .*?), or publish it /gm,
      )) {
        const script = command.replace(/^ip6?tables/, `${row.tool}-${variant}`);
        await lab().switch.run('sh', ['-e'], script.replace('YOUR_OFFICE', row.officeNet));
      }
      expect(await reaches(row.stranger)).toEqual({ udp: 0, tcp: false });
      expect(await reaches(row.office)).toEqual({ udp: 3, tcp: true });
    });
  });
});
