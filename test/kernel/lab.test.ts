import { link } from '../../src/host/lab/link.js';
import { sources } from '../packets/addresses.js';
import { describeKernel } from '../packets/kernel.js';
import { payload, sipRequest } from '../packets/sip.js';
import { count, tally } from '../packets/tally.js';

const register = payload(sipRequest({ method: 'REGISTER', id: 'phone' }));
const families = [
  { family: 'IPv4', first: '203.0.113.1', near: link.switch.ipv4 },
  { family: 'IPv6', first: '2001:db8::1', near: link.switch.ipv6 },
] as const;

describeKernel('a laboratory without rules', (lab) => {
  beforeAll(() => lab().switch.listen({ udp: [5060], tcp: [5060], answer: { REGISTER: 401 } }));
  afterEach(() => lab().clear());

  test.each(families)('2,000 sources of $family arrive and are answered', async ({ first }) => {
    const from = sources(first, 2000);
    const [sent] = await lab().world.send({
      from,
      toPort: 5060,
      payloads: [register],
      count: 6000,
      every: 0.1,
    });
    expect(sent).toMatchObject({ refused: 0 });
    const delivered = await lab().delivered();
    expect(count(delivered, { kind: 'datagram', word: 'REGISTER', id: 'phone', fromPort: 5060 })).toBe(6000);
    expect(tally(delivered, 'from')).toEqual(new Map(from.map((address) => [address, 3])));
    const answers = await lab().answers();
    expect(count(answers, { word: 'SIP/2.0 401', id: 'phone' })).toBe(6000);
    expect(tally(answers, 'to').size).toBe(2000);
  });

  test.each(families)('send times and arrivals of $family are read from one clock', async ({ first }) => {
    const [sent] = await lab().world.send({
      from: first,
      toPort: 5060,
      payloads: [register],
      count: 50,
      every: 2,
    });
    const arrivals = await lab().delivered();
    expect(arrivals).toHaveLength(50);
    for (const [index, { at }] of arrivals.entries())
      expect(at).toBeGreaterThan(sent?.times[index] ?? Number.NaN);
  });

  test.each(families)(
    'TCP over $family: connections, segments one by one, answers',
    async ({ first, near }) => {
      const segments = [payload('REGISTER sip:a'), payload('@b SIP/2.0\r\n')];
      const from = sources(first, 40);
      const outcomes = await lab().world.connect({ from, toPort: 5060, every: 1, segments, hold: true });
      expect(outcomes).toEqual(from.map((address) => ({ from: address, outcome: 'connected' })));
      const delivered = await lab().delivered();
      expect(count(delivered, { kind: 'connection', to: near })).toBe(40);
      // A reader that comes late on a busy machine reads both at once.
      const merged = count(delivered, { kind: 'segment', word: 'REGISTER', bytes: 26 });
      expect(count(delivered, { kind: 'segment', word: 'REGISTER', bytes: 14 })).toBe(40 - merged);
      expect(count(delivered, { kind: 'segment', bytes: 12 })).toBe(40 - merged);
      expect(merged).toBeLessThan(40);
      const whole = { from: [first], toPort: 5060, every: 0, segments: [register], hold: true };
      await lab().world.connect(whole);
      expect(count(await lab().answers(), { kind: 'segment', word: 'SIP/2.0 401' })).toBe(1);
    },
  );

  test.each(families)(
    'a closed port of $family refuses, and a dropped SYN ends in a timeout',
    async ({ first }) => {
      const outcomes = (toPort: number) =>
        lab().world.connect({ from: [first], toPort, every: 0, patience: 200 });
      expect(await outcomes(5061)).toEqual([{ from: first, outcome: 'refused' }]);
      await lab().load('nftables', new Map([['nftables.nft', dropAll('tcp dport 5061')]]));
      expect(await outcomes(5061)).toEqual([{ from: first, outcome: 'timeout' }]);
      await lab().switch.run('nft', ['flush', 'ruleset']);
    },
  );

  test('the switch sends from the port that listens, and the world answers', async () => {
    await lab().world.listen({ addresses: ['203.0.113.10'], udp: [5060], answer: 200 });
    const { ipv4 } = link.switch;
    const invite = payload(sipRequest({ method: 'INVITE', id: 'trunk' }));
    await lab().switch.send({
      from: ipv4,
      to: '203.0.113.10',
      toPort: 5060,
      payloads: [invite],
      count: 3,
      every: 1,
    });
    expect(count(await lab().world.arrivals(), { word: 'INVITE', from: ipv4 })).toBe(3);
    expect(count(await lab().delivered(), { word: 'SIP/2.0 200', from: '203.0.113.10', toPort: 5060 })).toBe(
      3,
    );
  });
});

const dropAll = (what: string): string =>
  `table inet lab { chain pre { type filter hook prerouting priority raw; ${what} drop; }; }\n`;
