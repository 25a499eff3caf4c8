import type { Backend } from '../../src/host/lab/load.js';
import type { Arrival, Listen, Sent, Stream } from '../../src/host/lab/protocol.js';
import { sets } from '../../src/host/lab/readback.js';
import { compileText } from '../lint-text.js';
import { addressBytes, addressText } from '../packets/addresses.js';
import { type Bucket, expectedByBucket } from '../packets/buckets.js';
import type { Lab } from '../packets/lab.js';
import { payload, type SipRequest, sipRequest } from '../packets/sip.js';

type Compiled = ReturnType<typeof compileText>;

/** A fresh switch behind this policy, listening on the SIP ports of the defaults unless told otherwise. */
export async function protect(
  lab: Lab,
  backend: Backend,
  policy: string,
  listen: Listen = {},
): Promise<Compiled> {
  const compiled = compileText(policy);
  await lab.reset();
  await lab.load(backend, compiled.artifacts);
  await lab.switch.listen({ udp: [5060], tcp: [5060], ...listen });
  return compiled;
}

/** A SIP request as streams and connections carry it. */
export const request = (method: string, more: Omit<SipRequest, 'method'> = {}): string =>
  payload(sipRequest({ method, ...more }));

export interface Exchange {
  /** One for each stream, in order. */
  readonly sent: readonly Sent[];
  /** The datagrams that reached the switch; a TCP connection of before may be noticed late. */
  readonly delivered: readonly Arrival[];
}

/** Sends the streams beside each other, to port 5060 where they name none, and forgets what came before them. */
export async function exchange(
  lab: Lab,
  ...streams: readonly (Omit<Stream, 'toPort'> & { readonly toPort?: number })[]
): Promise<Exchange> {
  await lab.clear();
  const sent = await lab.world.send(...streams.map((stream) => ({ toPort: 5060, ...stream })));
  const delivered = await lab.delivered();
  return { sent, delivered: delivered.filter(({ kind }) => kind === 'datagram') };
}

/** Expects a count that the bucket allows, given when the packets really left. */
export function expectBucket(
  delivered: number,
  sent: Pick<Sent, 'times' | 'slip'> | undefined,
  bucket: Bucket,
): void {
  if (sent === undefined) throw new Error('nothing was sent');
  const { least, most } = expectedByBucket(sent.times, bucket, sent.slip);
  expect(delivered).toBeGreaterThanOrEqual(least);
  expect(delivered).toBeLessThanOrEqual(most);
}

/** What several streams have sent, as one: for a bucket that they share. */
export function together(sent: readonly Sent[]): Pick<Sent, 'times' | 'slip'> {
  return {
    times: sent.flatMap(({ times }) => times).toSorted((one, other) => one - other),
    slip: Math.max(...sent.map(({ slip }) => slip)),
  };
}

export const perSecond = (count: number, burst: number): Bucket => ({
  rate: { count, unit: 'second' },
  burst,
});
export const perMinute = (count: number, burst: number): Bucket => ({
  rate: { count, unit: 'minute' },
  burst,
});

/** Whether the source of this address is banned now; a source of IPv6 is a /64. */
export async function isBanned(lab: Lab, backend: Backend, address: string): Promise<boolean> {
  return (await bannedSources(lab, backend)).includes(sourceOf(address));
}

/** Every source that is banned now, as `sourceOf` writes it. */
export async function bannedSources(lab: Lab, backend: Backend): Promise<readonly string[]> {
  const all = await sets(lab.switch, backend);
  const bans = [...all].flatMap(([name, members]) => (/^(vg-)?(banned|proven)/.test(name) ? members : []));
  return [...new Set(bans)];
}

/** An IPv4 address, or the first address of an IPv6 /64. */
export const sourceOf = (address: string): string => {
  const bytes = addressBytes(address);
  return addressText(bytes.length === 4 ? bytes : bytes.fill(0, 8));
};
