import { link } from '../../src/host/lab/link.js';
import { echoRequest } from '../packets/echo.js';
import { frame } from '../packets/frames.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { payload } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const policy = `
vosguard: 1
addresses: { office: [192.0.2.8/29, "2001:db8:8::/64"] }
trusted: [203.0.113.10, "2001:db8:7::10"]
services:
  ssh: { tcp: [22], from: [office] }
  media: { udp: [10000-39999, 40000-47999] }
`;

const families = [
  { family: 'IPv4', office: '192.0.2.9', trusted: '203.0.113.10', other: '192.0.2.16' },
  { family: 'IPv6', office: '2001:db8:8::9', trusted: '2001:db8:7::10', other: '2001:db8:9::9' },
] as const;

const near = { IPv4: link.switch.ipv4, IPv6: link.switch.ipv6 } as const;
const udp = [1719, 9999, 10000, 39999, 40000, 47999, 48000];
const rtp = payload(Buffer.from([0x80, 0, 0, 1, 0, 0, 0, 160, 1, 2, 3, 4]));

const outcomeOf = async (lab: Lab, from: string, toPort: number): Promise<string | undefined> =>
  (await lab.world.connect({ from: [from], toPort, every: 0, patience: 150 }))[0]?.outcome;

/** The UDP ports on which a datagram from this source came through. */
async function open(lab: Lab, from: string): Promise<readonly number[]> {
  const one = { from, payloads: [rtp], count: 1, every: 0 };
  const { delivered } = await exchange(lab, ...udp.map((toPort) => ({ ...one, toPort })));
  return delivered.map(({ toPort }) => toPort).toSorted((one, other) => one - other);
}

/** Echo replies that this switch has sent (proc(5): /proc/net/snmp and snmp6 are those of the network namespace). */
async function echoReplies(lab: Lab): Promise<number> {
  const [names = '', values = ''] = (await lab.switch.run('grep', ['^Icmp:', '/proc/net/snmp'])).split('\n');
  const six = await lab.switch.run('grep', ['^Icmp6OutEchoReplies', '/proc/net/snmp6']);
  return (
    Number(values.split(' ')[names.split(' ').indexOf('OutEchoReps')]) + Number(/\d+\s*$/.exec(six)?.[0])
  );
}

describeBackends('ports outside the services', (backend, lab) => {
  describe('default: deny', () => {
    beforeAll(() => protect(lab(), backend, policy, { udp, tcp: [22, 8081] }));

    test.each(families)('$family: SSH from the office only, nothing else over TCP', async (row) => {
      expect(await outcomeOf(lab(), row.office, 22)).toBe('connected');
      for (const from of [row.other, row.trusted])
        expect([from, await outcomeOf(lab(), from, 22)]).toEqual([from, 'timeout']);
      for (const from of [row.office, row.trusted])
        expect([from, await outcomeOf(lab(), from, 8081)]).toEqual([from, 'timeout']);
    });

    test.each(families)('$family: media from everybody, and no port beside it', async ({ other, office }) => {
      for (const from of [other, office])
        expect([from, await open(lab(), from)]).toEqual([from, [10000, 39999, 40000, 47999]]);
    });

    test.each(families)('$family: an echo request is answered', async ({ family, other }) => {
      const before = await echoReplies(lab());
      const echo = frame(echoRequest({ source: other, destination: near[family] }));
      await lab().world.frames({ frames: Array(3).fill(echo.toString('base64')), every: 1 });
      expect((await echoReplies(lab())) - before).toBe(3);
    });

    test.each(families)('$family: what the switch asks is answered, unasked nothing', async (row) => {
      const { family, other } = row;
      await lab().world.listen({ addresses: [other], tcp: [443], udp: [53], answer: 200 });
      await lab().switch.listen({ udp: [1053] });
      const asked = { from: near[family], fromPorts: [1053], payloads: [request('OPTIONS')], every: 0 };
      const unasked = { from: row.office, fromPorts: [53], toPort: 1053, payloads: [request('OPTIONS')] };
      const { delivered } = await exchange(lab(), { ...unasked, count: 5, every: 0 });
      expect(delivered).toEqual([]);
      await lab().switch.send({ ...asked, to: other, toPort: 53, count: 5 });
      await lab().world.arrivals();
      expect(count(await lab().delivered(), { from: other, toPort: 1053, word: 'SIP/2.0 200' })).toBe(5);
      const out = { from: [near[family]], to: other, toPort: 443, every: 0 };
      expect(await lab().switch.connect(out)).toEqual([{ from: near[family], outcome: 'connected' }]);
    });
  });

  describe('default: leave', () => {
    beforeAll(() => protect(lab(), backend, `${policy}default: leave\n`, { udp, tcp: [22, 8081, 8082] }));

    test.each(families)(
      '$family: an unknown port is left to the host, one with `from` is closed',
      async (row) => {
        for (const from of [row.other, row.office]) {
          expect([from, await outcomeOf(lab(), from, 8081)]).toEqual([from, 'connected']);
          expect([from, await open(lab(), from)]).toEqual([from, udp]);
        }
        expect(await outcomeOf(lab(), row.office, 22)).toBe('connected');
        expect(await outcomeOf(lab(), row.other, 22)).toBe('timeout');
      },
    );

    test('the rules of the host itself still decide', async () => {
      await lab().switch.run('sh', ['-e'], hostRule[backend]);
      for (const { other } of families) {
        expect(await outcomeOf(lab(), other, 8082)).toBe('timeout');
        expect(await outcomeOf(lab(), other, 8081)).toBe('connected');
      }
    });
  });
});

const appended = (kind: string): string =>
  ['iptables', 'ip6tables'].map((tool) => `${tool}-${kind} -A INPUT -p tcp --dport 8082 -j DROP`).join('\n');

const hostRule = {
  nftables: 'nft "table inet host { chain in { type filter hook input priority 0; tcp dport 8082 drop; }; }"',
  'iptables-nft': appended('nft'),
  'iptables-legacy': appended('legacy'),
} as const;

describeBackends('media from whom SIP knows', (backend, lab) => {
  const asked = `${policy.replace(/ {2}media:.*/, '  media: { udp: [10000-39999], from: [known, called, trusted] }')}`;
  const called = { IPv4: '192.0.2.40', IPv6: '2001:db8:40::9' } as const;
  const heard = async (from: string) => (await open(lab(), from)).includes(10000);

  test.each(families)(
    '$family: RTP of strangers does not come in, that of the known, called and trusted does',
    async (row) => {
      await protect(lab(), backend, asked, { udp: [5060, 10000], answer: 200 });
      expect(await heard(row.other)).toBe(false);
      expect(await heard(row.trusted)).toBe(true);
      const one = { fromPort: 5060, toPort: 5060, count: 1, every: 0 };
      await lab().world.send({ ...one, from: row.other, payloads: [request('REGISTER')] });
      await lab().answers();
      expect(await heard(row.other)).toBe(true);
      expect(await heard(called[row.family])).toBe(false);
      await lab().switch.send({
        ...one,
        from: near[row.family],
        to: called[row.family],
        payloads: [request('INVITE')],
      });
      expect(await heard(called[row.family])).toBe(true);
    },
  );
});
