import { sources } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipRequest } from '../packets/sip.js';
import { count, tally } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

/** Rates of one a minute, so that what passes is the burst, exactly. */
const limited = (strangers: string): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: ${strangers}, bans: { flood: null } }
`;

const families = ['192.0.2.1', '2001:db8:5::1'] as const;
const register = request('REGISTER');
const raw = (...texts: readonly (string | Buffer)[]): readonly string[] => texts.map((text) => payload(text));

/** A STUN binding request (RFC 8489): 20 bytes, the magic cookie at the fourth. */
const stun = Buffer.from('000100002112a442000102030405060708090a0b', 'hex');

/** A REGISTER of so many bytes. */
function sized(method: string, bytes: number): string {
  const short = bytes - sipRequest({ method, body: 'x'.repeat(100) }).length;
  return payload(sipRequest({ method, body: 'x'.repeat(100 + short) }));
}

describeBackends('limits of a source', (backend, lab) => {
  const strangers = `{
    limits: { REGISTER: allow, INVITE: 1/min burst 6, ACK: drop, MESSAGE: allow, other: 1/min burst 5,
              unrecognised: 1/min burst 3, keepalive: 1/min burst 4, all: 1/min burst 14 },
    max_size: { REGISTER: 600, other: 500 } }`;
  beforeAll(() => protect(lab(), backend, limited(strangers)));

  const delivered = async (from: string, payloads: readonly string[], packets = 12): Promise<number> =>
    (await exchange(lab(), { from, payloads, count: packets, every: 0.5 })).delivered.length;

  const rows: readonly [string, readonly string[], number, number][] = [
    ['allow: only `all` counts', [register], 30, 14],
    ['a method', [request('INVITE')], 12, 6],
    ['a method that is allowed, though dropped by default', [request('MESSAGE')], 12, 12],
    ['drop', [request('ACK')], 12, 0],
    ['a default drop', [request('REFER'), request('SUBSCRIBE'), request('INFO')], 12, 0],
    ['OPTIONS: the first is dropped, then two of 4/min', [request('OPTIONS')], 12, 2],
    ['methods without a name share `other`', [request('BYE'), request('CANCEL'), request('UPDATE')], 12, 5],
    ['what is unrecognised', raw('REGIxyz sip:a', 'register sip:a SIP/2.0', ' INVITE sip:a', 'x'), 12, 3],
    ['keep-alives share one', raw('\r\n', '\r\n\r\n', '', stun), 12, 4],
    ['the largest REGISTER', [sized('REGISTER', 600)], 12, 12],
    ['a byte more', [sized('REGISTER', 601)], 12, 0],
    ['the largest of `other`', [sized('UPDATE', 500)], 12, 5],
    ['a byte more of `other`', [sized('UPDATE', 501)], 12, 0],
  ];

  test.each(rows.map((row, index) => [...row, index] as const))(
    '%s',
    async (_name, payloads, packets, passed, index) => {
      for (const first of families) {
        const from = sources(first, rows.length)[index] ?? first;
        expect([from, await delivered(from, payloads, packets)]).toEqual([from, passed]);
      }
    },
  );

  test('what one limit refuses the later ones do not count; `all` counts what every class let pass', async () => {
    for (const first of families) {
      const [from = ''] = sources(first, 200).slice(-1);
      const after = [
        await delivered(from, [sized('REGISTER', 700)], 20),
        await delivered(from, [request('ACK')], 20),
        await delivered(from, [request('BYE')]),
        await delivered(from, [request('INVITE')]),
        await delivered(from, [register]),
      ];
      expect(after).toEqual([0, 0, 5, 6, 3]);
    }
  });
});

describeBackends('limits that sources share', (backend, lab) => {
  const strangers = `{
    limits: { REGISTER: allow, all: null },
    per_subnet: { REGISTER: 1/min burst 40, INVITE: allow, other: 1/min burst 7 },
    together: { REGISTER: allow, INVITE: 1/min burst 9, other: 1/min burst 100 },
    connections: null }`;
  let told: readonly string[] = [];
  beforeAll(async () => {
    const { findings } = await protect(lab(), backend, limited(strangers));
    told = findings.map(({ code }) => code);
  });

  test.each([
    ['192.0.2.0', '198.51.100.0'],
    ['2001:db8:5::1', '2001:db8:6::1'],
  ])('256 sources of the subnet of %s share its limit', async (first, other) => {
    const many = { from: sources(first, 256), payloads: [register], count: 512, every: 0.2 };
    const alone = { from: other, payloads: [register], count: 60, every: 1 };
    const { delivered } = await exchange(lab(), many, alone);
    expect(count(delivered, { from: other })).toBe(40);
    expect(delivered.length - 40).toBe(40);
    const byes = { ...many, payloads: [request('BYE')] };
    expect((await exchange(lab(), byes)).delivered).toHaveLength(7);
  });

  test('what is for all strangers together holds for both families; in iptables for each by itself', async () => {
    const families = backend === 'nftables' ? 1 : 2;
    expect(told).toContain('VG415');
    const from = [...sources('198.18.64.0', 50), ...sources('2001:db8:100::1', 50)];
    const calls = { from, payloads: [request('INVITE')], count: 200, every: 0.2 };
    const { delivered } = await exchange(lab(), calls);
    expect(delivered).toHaveLength(9 * families);
    expect(tally(delivered, 'from').size).toBe(9 * families);
  });
});
