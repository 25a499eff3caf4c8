import { link } from '../../../src/host/lab/link.js';
import { compileText } from '../../lint-text.js';
import { describeBackends } from '../../packets/kernel.js';
import type { Lab } from '../../packets/lab.js';
import { payload, sipResponse } from '../../packets/sip.js';
import { request } from '../scenario.js';

const policy = (otherwise: 'deny' | 'leave'): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
default: ${otherwise}
sip: { strangers: { limits: { REGISTER: 1/min burst 5, all: null }, share: first-come } }
`;

/** Behind the switch, which routes to it: a phone, or a switch in a container. */
const inside = { ipv4: '10.77.0.5', ipv6: '2001:db8:77::5' } as const;
const families = [
  { family: 'IPv4', behind: inside.ipv4, provider: '198.51.100.7' },
  { family: 'IPv6', behind: inside.ipv6, provider: '2001:db8:9::7' },
] as const;

const counting = `
table inet forwarded {
  chain leaving { type filter hook postrouting priority 300; oifname "inside" udp dport 5060 counter; }
}
`;

/** Makes a router of the switch: what it forwards leaves by a device that takes everything. */
async function router(lab: Lab): Promise<void> {
  const { switch: near, world } = link;
  await lab.switch.run(
    'sh',
    ['-e'],
    [
      // Its other end is in the same namespace, and drops what is for another address of Ethernet.
      'ip link add inside type veth peer name nobody',
      'ip link set inside up',
      'ip link set nobody up',
      `ip route add ${inside.ipv4}/32 dev inside`,
      `ip -6 route add ${inside.ipv6}/128 dev inside`,
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
      'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding',
      'ip neighbour replace 10.77.0.5 lladdr 02:00:00:00:00:77 dev inside nud permanent',
      `ip neighbour replace ${inside.ipv6} lladdr 02:00:00:00:00:77 dev inside nud permanent`,
    ].join('\n'),
  );
  await lab.switch.run('nft', ['-f', '-'], counting);
  const lines = Object.values(inside).flatMap((to) => [
    `ip route replace ${to} dev ${world.name} table local`,
    `ip neighbour replace ${to} lladdr ${near.mac} dev ${world.name} nud permanent`,
  ]);
  await lab.world.run('sh', ['-e'], lines.join('\n'));
}

describeBackends('a host that forwards', (backend, lab) => {
  /** Datagrams of SIP that have left by the device. */
  const forwarded = async (): Promise<number> => {
    const text = await lab().switch.run('nft', ['list', 'chain', 'inet', 'forwarded', 'leaving']);
    return Number(/counter packets (\d+)/.exec(text)?.[1]);
  };

  const sent = async (from: string, to: string | undefined, text: string, count: number): Promise<number> => {
    const before = await forwarded();
    const more = to === undefined ? {} : { to };
    await lab().world.send({ from, ...more, toPort: 5060, payloads: [text], count, every: 2 });
    await lab().delivered();
    return (await forwarded()) - before;
  };

  describe.each(['deny', 'leave'] as const)('default: %s', (otherwise) => {
    beforeAll(async () => {
      await lab().reset();
      await router(lab());
      await lab().load(backend, compileText(policy(otherwise)).artifacts);
    });

    test.each(families)('leaves what it forwards alone, answers and requests, $family', async (one) => {
      expect(await sent(one.provider, one.behind, payload(sipResponse(200)), 12)).toBe(12);
      for (const method of ['REGISTER', 'INVITE', 'OPTIONS', 'SUBSCRIBE'])
        expect([method, await sent(one.provider, one.behind, request(method), 40)]).toEqual([method, 40]);
    });

    test.each(families)('still limits what is for itself, $family', async ({ provider }) => {
      await lab().switch.listen({ udp: [5060] });
      await lab().clear();
      await lab().world.send({
        from: provider,
        toPort: 5060,
        payloads: [request('REGISTER')],
        count: 40,
        every: 1,
      });
      expect(await lab().delivered()).toHaveLength(5);
    });
  });

  test.each([
    ['IPv4', '198.51.100.8', 'iptables', inside.ipv4, '0.0.0.0/0'],
    ['IPv6', '2001:db8:9::8', 'ip6tables', `[${inside.ipv6}]`, '::/0'],
  ])('limits a published port, which it hands on to a container, %s', async (_, from, tool, to, any) => {
    await lab().reset();
    await router(lab());
    await lab().load(backend, compileText(policy('deny')).artifacts);
    const kind = backend === 'iptables-legacy' ? 'legacy' : 'nft';
    const dnat = [
      '-t',
      'nat',
      '-A',
      'PREROUTING',
      '-d',
      any,
      '-i',
      link.switch.name,
      '-p',
      'udp',
      '--dport',
      '5060',
    ];
    await lab().switch.run(`${tool}-${kind}`, [...dnat, '-j', 'DNAT', '--to-destination', `${to}:5060`]);
    expect(await sent(from, undefined, request('REGISTER'), 40)).toBe(5);
  });
});
