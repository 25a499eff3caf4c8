import type { Backend } from '../../src/host/lab/load.js';
import type { Sent } from '../../src/host/lab/protocol.js';
import { addresses } from '../packets/addresses.js';
import type { Bucket } from '../packets/buckets.js';
import { describeBackends } from '../packets/kernel.js';
import { payload } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { type Exchange, exchange, expectBucket, perMinute, protect, request, together } from './scenario.js';

/** 2,000 sources in as many /24s or /48s: each sends so little that no limit of its own is ever met. */
const botnets = {
  IPv4: addresses('10.0.0.1', 2000, 1n << 8n),
  IPv6: addresses('2001:db8::1', 2000, 1n << 80n),
} as const;
const families = ['IPv4', 'IPv6'] as const;

const classes = {
  REGISTER: [request('REGISTER')],
  INVITE: [request('INVITE')],
  other: [
    request('ACK', { id: 'other' }),
    request('BYE', { id: 'other' }),
    payload('HELLO switch\r\nCall-ID: other\r\n\r\n'),
    payload('\r\n\r\n'),
  ],
} as const;
type Name = keyof typeof classes;

const policy = (together: string): string => `
vosguard: 1
trusted: [203.0.113.5]
sip:
  strangers: { share: first-come, together: ${together} }
`;

/** One packet from each source of each family and class, all at once: 12,000 packets in two seconds. */
const everybody = families.flatMap((family) =>
  (Object.keys(classes) as Name[]).map((name) => ({
    family,
    name,
    stream: { from: botnets[family], payloads: classes[name], count: 2000, every: 1 },
  })),
);

function deliveredOf({ delivered }: Exchange, family: (typeof families)[number], name: Name): number {
  const own = delivered.filter(({ from }) => from.includes(':') === (family === 'IPv6'));
  if (name !== 'other') return count(own, { word: name });
  return own.length - count(own, { word: 'REGISTER' }) - count(own, { word: 'INVITE' });
}

/** nftables has one cap for both families, iptables one for each (VG415). */
const capped: Readonly<Record<Backend, readonly (typeof families)[number][][]>> = {
  nftables: [['IPv4', 'IPv6']],
  'iptables-nft': [['IPv4'], ['IPv6']],
  'iptables-legacy': [['IPv4'], ['IPv6']],
};

describeBackends('2,000 quiet sources', (backend, lab) => {
  test('meet the caps for REGISTER, for INVITE and for everything else', async () => {
    const buckets: Readonly<Record<Name, Bucket>> = {
      REGISTER: perMinute(60, 100),
      INVITE: perMinute(30, 40),
      other: perMinute(6, 60),
    };
    const caps = '{ REGISTER: 60/min burst 100, INVITE: 30/min burst 40, other: 6/min burst 60 }';
    await protect(lab(), backend, policy(caps));
    const all = await exchange(lab(), ...everybody.map(({ stream }) => stream));
    for (const name of Object.keys(classes) as Name[]) {
      for (const shared of capped[backend]) {
        const sent = all.sent.filter((_, index) => isOf(everybody[index], name, shared));
        const passed = shared.map((family) => deliveredOf(all, family, name));
        expectBucket(
          passed.reduce((sum, one) => sum + one),
          together(sent),
          buckets[name],
        );
      }
    }
    expect(kindsOfOther(all)).toEqual(new Set(['ACK', 'BYE', 'HELLO', '']));
  });

  test('pass without these caps: no limit on one source or subnet stops them', async () => {
    await protect(lab(), backend, policy('{ REGISTER: allow, INVITE: allow, other: allow }'));
    const streams = everybody.filter(({ family }) => family === 'IPv4').map(({ stream }) => stream);
    const { sent, delivered } = await exchange(lab(), ...streams.map((s) => ({ ...s, count: 1000 })));
    expect(sent.map(({ refused }: Sent) => refused)).toEqual([0, 0, 0]);
    expect(delivered).toHaveLength(3000);
  });
});

const isOf = (
  entry: (typeof everybody)[number] | undefined,
  name: Name,
  shared: readonly string[],
): boolean => entry !== undefined && entry.name === name && shared.includes(entry.family);

const kindsOfOther = ({ delivered }: Exchange): ReadonlySet<string> =>
  new Set(delivered.map(({ word }) => word).filter((word) => word !== 'REGISTER' && word !== 'INVITE'));
