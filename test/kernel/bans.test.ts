import { setTimeout } from 'node:timers/promises';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipResponse } from '../packets/sip.js';
import { bannedSources, exchange, protect, request } from './scenario.js';

const policy = (time: string): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  ports: { encrypted: [5070] }
  bans: { flood: { over: 1/min burst 5, for: ${time} } }
`;

const rows = [
  { attacker: '192.0.2.66', near: '192.0.2.66', other: '192.0.2.67', key: '192.0.2.66' },
  { attacker: '2001:db8:66::1', near: '2001:db8:66::2', other: '2001:db8:66:1::1', key: '2001:db8:66::' },
] as const;

/** But REGISTER: see the tests of the parole. */
const anyKind = [
  request('INVITE'),
  request('ACK'),
  payload('\r\n\r\n'),
  payload(sipResponse(200)),
  payload('x'),
];

describeBackends('a ban by flood', (backend, lab) => {
  const few = { payloads: [request('SUBSCRIBE')], count: 5, every: 1 };
  const registers = { payloads: [request('REGISTER')], count: 3, every: 1 };

  test('begins beyond the rate, for every kind of datagram on the SIP ports', async () => {
    await protect(lab(), backend, policy('10m'), { udp: [5060, 5070, 6060, 20000], tcp: [5060] });
    for (const { attacker: from, near, other, key } of rows) {
      await exchange(lab(), { from, ...few });
      expect(await bannedSources(lab(), backend)).not.toContain(key);
      await exchange(lab(), { from, ...few, count: 1 });
      expect(await bannedSources(lab(), backend)).toContain(key);
      const kinds = { from: near, payloads: anyKind, count: anyKind.length, every: 1 };
      const ports = [5060, 6060, 5070, 20000].map((toPort) => ({ ...kinds, toPort }));
      const { delivered } = await exchange(lab(), ...ports);
      expect(delivered.map(({ toPort }) => toPort)).toEqual(Array(anyKind.length).fill(20000));
      const connecting = { from: Array<string>(20).fill(from), toPort: 5060, every: 0, patience: 100 };
      const outcomes = (await lab().world.connect(connecting)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(Array(20).fill('connected'));
      expect((await exchange(lab(), { from: other, ...registers })).delivered).toHaveLength(3);
    }
  });

  test('leaves a trickle, which a ban of its subnet or of itself by hand ends', async () => {
    for (const set of ['subnets', 'proven']) {
      await protect(lab(), backend, policy('10m'));
      for (const { attacker: from, key } of rows) {
        await exchange(lab(), { from, ...few, count: 10 });
        expect(await bannedSources(lab(), backend)).toContain(key);
        expect((await exchange(lab(), { from, ...registers, count: 1 })).delivered).toHaveLength(1);
        const family = key.includes(':') ? 6 : 4;
        const subnet = family === 6 ? '2001:db8:66::' : '192.0.2.0';
        const entry = set === 'subnets' ? subnet : key;
        const ban =
          backend === 'nftables'
            ? `nft 'add element inet vosguard ${set}${family} { ${entry} }'`
            : `ipset add vg-${set}-${family} ${entry}`;
        await lab().switch.run('sh', ['-ec', ban]);
        expect((await exchange(lab(), { from, ...registers, count: 1 })).delivered).toEqual([]);
      }
    }
  });

  test('ends by itself', async () => {
    await protect(lab(), backend, policy('2s'));
    const attackers = rows.map(({ attacker }) => attacker);
    await exchange(lab(), ...attackers.map((from) => ({ from, ...few, count: 20 })));
    expect(await bannedSources(lab(), backend)).toEqual(rows.map(({ key }) => key));
    await setTimeout(2700);
    expect(await bannedSources(lab(), backend)).toEqual([]);
    const { delivered } = await exchange(lab(), ...attackers.map((from) => ({ from, ...registers })));
    expect(delivered).toHaveLength(6);
  });
});
