import { link } from '../../src/host/lab/link.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { count } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const limited = (register: string): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: ${register}, all: null } }, bans: { flood: null } }
`;

const payloads = [request('REGISTER')];
const second = { IPv4: '198.18.200.2', IPv6: '2001:2:0:200::2' } as const;

/** Gives the switch a second address of each family, which the world reaches over the same link. */
async function addAddresses(lab: Lab): Promise<void> {
  const { switch: near, world } = link;
  await lab.switch.run('ip', ['address', 'add', second.IPv4, 'dev', near.name]);
  await lab.switch.run('ip', ['address', 'add', second.IPv6, 'dev', near.name, 'nodad']);
  const lines = Object.values(second).flatMap((to) => [
    `ip route replace ${to} dev ${world.name} table local`,
    `ip neighbour replace ${to} lladdr ${near.mac} dev ${world.name} nud permanent`,
  ]);
  await lab.world.run('sh', ['-e'], lines.join('\n'));
}

describeBackends('what a limit is kept for', (backend, lab) => {
  const families = [
    { near: link.switch.ipv4, far: second.IPv4, one: '192.0.2.1', other: '192.0.2.2' },
    { near: link.switch.ipv6, far: second.IPv6, one: '2001:db8:1::1', other: '2001:db8:2::1' },
  ] as const;

  test.each([
    ['source', { perStream: 7, all: 14 }],
    ['destination', { perStream: 7, all: 14 }],
    ['both', { perStream: 7, all: 28 }],
  ] as const)('per: %s', async (per, { perStream, all }) => {
    await protect(lab(), backend, limited(`{ rate: 1/min, burst: 7, per: ${per} }`));
    await addAddresses(lab());
    await lab().switch.listen({ addresses: Object.values(second), udp: [5060] });
    for (const { near, far, one, other } of families) {
      const streams = [one, other].flatMap((from) =>
        [near, far].map((to) => ({ from, to, payloads, count: 20, every: 1 })),
      );
      const { delivered } = await exchange(lab(), ...streams);
      expect(delivered).toHaveLength(all);
      const shared = { source: [{ from: one }, { from: other }], destination: [{ to: near }, { to: far }] };
      const pairs = [one, other].flatMap((from) => [near, far].map((to) => ({ from, to })));
      for (const wanted of per === 'both' ? pairs : shared[per])
        expect([wanted, count(delivered, wanted)]).toEqual([wanted, perStream]);
    }
  });
});
