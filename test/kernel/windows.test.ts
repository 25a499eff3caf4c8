import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { link } from '../packets/link.js';
import { count } from '../packets/tally.js';
import { exchange, expectBucket, perMinute, protect, request } from './scenario.js';

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
  const { name, mac } = link.switch;
  const both = Object.values(second);
  await lab.switch.run(
    'sh',
    ['-e'],
    both
      .map((to) => `ip address add ${to} dev ${name} nodad`)
      .join('\n')
      .replace(/(\d+\.\S+ dev \S+) nodad/, '$1'),
  );
  const lines = both.flatMap((to) => [
    `ip route replace ${to} dev ${link.world.name} table local`,
    `ip neighbour replace ${to} lladdr ${mac} dev ${link.world.name} nud permanent`,
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

/** How many of these packets find fewer than `most` that passed in the `span` ms before them. */
function sliding(times: readonly number[], most: number, span: number): number {
  const passed: number[] = [];
  for (const time of times) if (passed.filter((at) => time - at < span).length < most) passed.push(time);
  return passed.length;
}

/** xt_recent keeps jiffies and cuts the span to whole seconds of them. */
const SLACK = 60;

describeBackends('a window of 3 in 2 s', (backend, lab) => {
  const bucket = perMinute(90, 3);

  test.each(['192.0.2.1', '2001:db8::1'])('counted by a bucket, from %s', async (from) => {
    const { findings } = await protect(lab(), backend, limited('{ window: 3 in 2s }'));
    expect(findings.map(({ code }) => code)).not.toContain('VG414');
    const { sent, delivered } = await exchange(lab(), { from, payloads, count: 30, every: 80 });
    expectBucket(delivered.length, sent[0], bucket);
  });

  test('counted by `recent`: sliding in iptables, a bucket in nftables', async () => {
    await protect(lab(), backend, limited('{ window: 3 in 2s, engine: recent }'));
    for (const from of ['192.0.2.1', '2001:db8::1']) {
      const early = { from, payloads, count: 2, every: 10 };
      const late = { from, payloads, count: 8, every: 10, after: 1000 };
      const last = { from, payloads, count: 8, every: 10, after: 2500 };
      const { sent, delivered } = await exchange(lab(), early, late, last);
      const times = sent.flatMap((stream) => stream.times);
      if (backend === 'nftables') {
        const slip = Math.max(...sent.map((stream) => stream.slip));
        expectBucket(delivered.length, { times, slip }, bucket);
      } else {
        const bounds = [2000 - SLACK, 2000 + SLACK].map((span) => sliding(times, 3, span));
        expect(delivered.length).toBeGreaterThanOrEqual(Math.min(...bounds));
        expect(delivered.length).toBeLessThanOrEqual(Math.max(...bounds));
      }
    }
  });
});
