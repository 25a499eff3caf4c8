import { link } from '../../src/host/lab/link.js';
import { sets } from '../../src/host/lab/readback.js';
import { addresses, sources } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipResponse } from '../packets/sip.js';
import { count, tally } from '../packets/tally.js';
import { exchange, expectBucket, isBanned, perMinute, perSecond, protect, request } from './scenario.js';

/** Common caps of a few packets: what is called must not need them. */
const policy = `
vosguard: 1
trusted: [203.0.113.5, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  known: { limits: { REGISTER: allow, all: 1/min burst 60 } }
  strangers:
    limits: { INVITE: 1/min burst 2 }
    together: { other: 1/min burst 4 }
`;

/** Of each family two gateways that the switch calls, and a neighbour that it does not. */
const families = [
  {
    family: 'IPv4',
    near: link.switch.ipv4,
    trunk: '192.0.2.17',
    second: '192.0.2.18',
    neighbour: '192.0.2.19',
    trusted: '203.0.113.5',
  },
  {
    family: 'IPv6',
    near: link.switch.ipv6,
    trunk: '2001:db8:66:1::1',
    second: '2001:db8:66:2::1',
    neighbour: '2001:db8:66:3::1',
    trusted: '2001:db8:7::5',
  },
] as const;
const invite = request('INVITE');
const ok = payload(sipResponse(200));
const dialog = ['ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO', 'NOTIFY'];

/** What a switch may send to whoever provokes it, a STUN answer (RFC 5389) among it, and what only looks like a request. */
const noRequests = [
  payload('\r\n'),
  payload('\r\n\r\n'),
  payload(''),
  payload(Buffer.from(`010100002112a442${'ab'.repeat(12)}`, 'hex')),
  ok,
  payload('options sip:a SIP/2.0\r\n\r\n'),
  payload('OPTIxyz sip:a SIP/2.0\r\n\r\n'),
];

describeBackends('responses', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));

  const speak = (from: string, to: string, payloads: readonly string[], fromPort = 5060) =>
    lab().switch.send({
      from,
      fromPorts: [fromPort],
      to,
      toPort: 5060,
      payloads,
      count: payloads.length,
      every: 1,
    });
  const called = async (): Promise<readonly string[]> =>
    [...(await sets(lab().switch, backend))].flatMap(([name, members]) =>
      /^(vg-)?called-?[46]$/.test(name) ? members : [],
    );
  const send = (from: string | readonly string[], amount: number, ...payloads: readonly string[]) => ({
    from,
    payloads: payloads.length === 0 ? [ok] : payloads,
    count: amount,
    every: 1,
  });

  test('of 1,000 strangers deliver none, one each or a flood', async () => {
    const streams = families.flatMap(({ trunk }) => {
      const strangers = sources(trunk, 1001).slice(1);
      return [send(strangers, 1000), send(strangers.at(-1) ?? '', 500)];
    });
    expect((await exchange(lab(), ...streams)).delivered).toEqual([]);
  });

  test.each(families)('what is no request of a SIP port teaches nothing, $family', async (one) => {
    const { near, trunk, trusted } = one;
    await lab().clear();
    await lab().world.listen({ addresses: [trunk, trusted], udp: [5060] });
    await speak(near, trunk, noRequests);
    await speak(near, trunk, [invite], 7000);
    await speak(near, trusted, [invite]);
    expect(await lab().world.arrivals()).toHaveLength(noRequests.length + 2);
    expect(await called()).toEqual([]);
    expect((await exchange(lab(), send(trunk, 20))).delivered).toEqual([]);
  });

  describe.each(families)('of a called source, $family', ({ near, trunk, second, neighbour }) => {
    test('pass within the known limits, outside the common caps', async () => {
      await lab().clear();
      await lab().world.listen({ addresses: [trunk], udp: [5060], answer: 200 });
      await speak(near, trunk, [invite, invite, request('OPTIONS')]);
      expect(count(await lab().world.arrivals(), { to: trunk })).toBe(3);
      expect(count(await lab().delivered(), { from: trunk, word: 'SIP/2.0 200' })).toBe(3);
      const more = await exchange(lab(), send(trunk, 20), send(neighbour, 20));
      expect(tally(more.delivered, 'from')).toEqual(new Map([[trunk, 20]]));
      // 60 less the 3 answers and these 20.
      const flood = await exchange(lab(), send(trunk, 200));
      expectBucket(flood.delivered.length, flood.sent[0], perMinute(1, 60 - 23));
    });

    test('so do requests within a dialog; a new call goes the way of strangers', async () => {
      await speak(near, second, [invite]);
      const inside = await exchange(lab(), send(second, 14, ...dialog.map((method) => request(method))));
      expect(tally(inside.delivered, 'word')).toEqual(new Map(dialog.map((method) => [method, 2])));
      const strange = await exchange(lab(), send(second, 20, invite, request('SUBSCRIBE')));
      expect(tally(strange.delivered, 'word')).toEqual(new Map([['INVITE', 2]]));
    });

    test('OPTIONS pass at 1/s burst 5', async () => {
      const { sent, delivered } = await exchange(lab(), {
        ...send(second, 60, request('OPTIONS')),
        every: 20,
      });
      expectBucket(delivered.length, sent[0], perSecond(1, 5));
    });

    test('nobody else was learned; an IPv6 source is its whole /64', async () => {
      const own = [trunk, second].map((address) => address.replace(/::1$/, '::'));
      const isOwn = (address: string): boolean => address.includes(':') === trunk.includes(':');
      expect((await called()).filter(isOwn)).toEqual(own);
      const beside = addresses(second, 2)[1] ?? '';
      const { delivered } = await exchange(lab(), send(beside, 10));
      expect(delivered).toHaveLength(second.includes(':') ? 10 : 0);
    });
  });
});

/** Two refused packets and a source is banned for an hour: what a forger can do to a trunk in no time. */
const harsh = `
vosguard: 1
sip: { bans: { flood: { over: 1/min burst 2, for: 1h } } }
`;

describeBackends('a ban in a forged name', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, harsh));

  test.each(families)('does not reach a called source, $family', async ({ near, trunk }) => {
    await lab().clear();
    await lab().switch.send({ from: near, to: trunk, toPort: 5060, payloads: [invite], count: 1, every: 0 });
    const forged = { from: trunk, payloads: [request('SUBSCRIBE')], count: 10, every: 1 };
    expect((await exchange(lab(), forged)).delivered).toEqual([]);
    expect(await isBanned(lab(), backend, trunk)).toBe(false);
    const payloads = [ok, request('BYE'), request('OPTIONS'), invite];
    const { delivered } = await exchange(lab(), { from: trunk, payloads, count: 16, every: 1 });
    expect(tally(delivered, 'word')).toEqual(
      new Map([
        ['SIP/2.0 200', 4],
        ['BYE', 4],
        ['OPTIONS', 4],
        ['INVITE', 4],
      ]),
    );
  });
});

const usual = `
vosguard: 1
trusted: [203.0.113.5]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`;

describeBackends('a long call that the switch began', (backend, lab) => {
  /** What `called` remembers runs out after five minutes: here at once. */
  const runsOut = async (source: string): Promise<void> => {
    const family = source.includes(':') ? 6 : 4;
    const [command, args] =
      backend === 'nftables'
        ? ['nft', ['flush', 'set', 'inet', 'vosguard', `called${family}`]]
        : ['ipset', ['flush', `vg-called-${family}`]];
    await lab().switch.run(command as string, args as string[]);
  };

  test.each(families)(
    'goes on in its dialog when `called` has run out, $family',
    async ({ near, trunk, neighbour }) => {
      await protect(lab(), backend, usual);
      const payloads = [invite, request('ACK')];
      await lab().switch.send({ from: near, to: trunk, toPort: 5060, payloads, count: 2, every: 1 });
      await runsOut(trunk);
      const words = [...dialog, 'REFER'];
      const texts = [...words.map((method) => request(method)), ok];
      const stream = { payloads: texts, count: 2 * texts.length, every: 5 };
      const { delivered } = await exchange(lab(), { ...stream, from: trunk }, { ...stream, from: neighbour });
      const expected = [...words, 'SIP/2.0 200'].map((word): [string, number] => [word, 2]);
      const ofTrunk = delivered.filter(({ from }) => from === trunk);
      expect(tally(ofTrunk, 'word')).toEqual(new Map(expected));
      // Whom the switch never called sends no INFO and no answer.
      const refused = delivered.filter(({ from, word }) => from === neighbour && /INFO|REFER|SIP/.test(word));
      expect(refused).toEqual([]);
    },
  );
});
