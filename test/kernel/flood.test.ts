import { readFileSync } from 'node:fs';
import { counters } from '../../src/host/lab/readback.js';
import { describeBackends, describeKernel } from '../packets/kernel.js';
import { count } from '../packets/tally.js';
import { bannedSources, exchange, expectBucket, perSecond, protect, request } from './scenario.js';

const strangers = ['192.0.2.77', '2001:db8:77::1'] as const;
const scanners = ['192.0.2.78', '2001:db8:78::1'] as const;
const trusted = ['203.0.113.5', '2001:db8:7::5'] as const;
const register = request('REGISTER');
const scan = (method: string): string => request(method, { userAgent: 'friendly-scanner' });

/** Without a ban by flood, which would hide what the limits do. */
const policy = `
vosguard: 1
trusted: [203.0.113.5, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { limits: { REGISTER: 5/s burst 10, INVITE: 20/s burst 20, OPTIONS: drop } }
  bans: { flood: null }
`;

describeBackends('floods and scans', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy, { answer: { REGISTER: 401, OPTIONS: 200, INVITE: 100 } }));

  test('a flood of 2,000 REGISTERs in one answered flow delivers burst and rate, in either family', async () => {
    const flood = { payloads: [register], count: 2000, every: 0.5 };
    const { sent, delivered } = await exchange(lab(), ...strangers.map((from) => ({ from, ...flood })));
    for (const [index, from] of strangers.entries()) {
      expectBucket(count(delivered, { from }), sent[index], perSecond(5, 10));
    }
    expect(count(await lab().answers(), { word: 'SIP/2.0 401' })).toBe(delivered.length);
  });

  test.each(scanners)('OPTIONS of a scanner in an answered flow of %s deliver none', async (from) => {
    const first = await exchange(lab(), { from, payloads: [register], count: 3, every: 5 });
    expect(first.delivered).toHaveLength(3);
    expect(count(await lab().answers(), { word: 'SIP/2.0 401', to: from })).toBe(3);
    const scanned = await exchange(lab(), { from, payloads: [scan('OPTIONS')], count: 100, every: 2 });
    expect(scanned.delivered).toEqual([]);
    const after = await exchange(lab(), { from, payloads: [register], count: 1, every: 0 });
    expect(after.delivered).toHaveLength(1);
  });

  test('trusted sources are neither limited nor banned at 500 requests a second, whatever they send', async () => {
    const payloads = [scan('OPTIONS'), scan('REGISTER'), scan('INVITE'), scan('MESSAGE')];
    const streams = trusted.map((from) => ({ from, payloads, count: 600, every: 2 }));
    const { delivered } = await exchange(lab(), ...streams);
    for (const from of trusted) expect(count(delivered, { from })).toBe(600);
    expect(await bannedSources(lab(), backend)).toEqual([]);
  });

  test('trusted sources keep a TCP connection on which a scanner would be cut off', async () => {
    const segments = Array(60).fill(scan('OPTIONS'));
    for (const from of trusted) {
      await lab().clear();
      await lab().world.connect({ from: [from], toPort: 5060, every: 0, segments, gap: 2, hold: true });
      const bytes = (await lab().delivered()).reduce((sum, arrival) => sum + arrival.bytes, 0);
      expect(bytes).toBe(60 * Buffer.from(scan('OPTIONS'), 'base64').length);
    }
  });
});

describeBackends('a method that stands in another header', (backend, lab) => {
  const limits = policy.replace('REGISTER: 5/s burst 10', 'REGISTER: 1/min burst 3');
  const invite = request('INVITE', { allow: 'INVITE, ACK, REGISTER', headers: ['Supported: REGISTER '] });
  const refusedRegisters = async (): Promise<number | undefined> =>
    (await counters(lab().switch, backend)).get('strangers.REGISTER.source.REGISTER')?.packets;

  test('an INVITE whose Allow lists REGISTER is an INVITE, in either family', async () => {
    await protect(lab(), backend, limits, { answer: { REGISTER: 401, INVITE: 100 } });
    const burst = strangers.map((from) => ({ from, payloads: [register], count: 10, every: 2 }));
    const emptied = await exchange(lab(), ...burst);
    for (const from of strangers) expect(count(emptied.delivered, { from })).toBe(3);
    const before = await refusedRegisters();
    expect(before).toBe(14);
    const calls = strangers.map((from) => ({ from, payloads: [invite], count: 15, every: 66 }));
    const { delivered } = await exchange(lab(), ...calls);
    for (const from of strangers) expect(count(delivered, { from, word: 'INVITE' })).toBe(15);
    expect(await refusedRegisters()).toBe(before);
  });
});

/** What the same flood does to the script that operators copy: it accepts ESTABLISHED first. */
describe.each(['iptables-nft', 'iptables-legacy'] as const)('the published script', (backend) => {
  describeKernel(backend, (lab) => {
    test('lets 2,000 of 2,000 REGISTERs in an answered flow pass', async () => {
      await lab().switch.run(`${backend}-restore`, [], publishedScript);
      await lab().switch.listen({ udp: [5060], answer: { REGISTER: 401 } });
      const [from] = strangers;
      const first = await exchange(lab(), { from, payloads: [register], count: 1, every: 0 });
      expect(first.delivered).toHaveLength(1);
      const flood = await exchange(lab(), { from, payloads: [register], count: 2000, every: 0.5 });
      expect(flood.delivered).toHaveLength(2000);
    });
  });
});

const publishedScript = readFileSync(
  new URL('../baselines/published-complete.rules', import.meta.url),
  'utf8',
);
