import type { Sent, Stream } from '../src/host/lab/protocol.js';

/** Whether the sender of an attack was what it was asked to be: packets a second. */
export interface Attack {
  readonly offered: number;
  /** Given to the kernel; what is missing was late, or refused by the sender's own. */
  readonly sent: number;
  /** When each packet left, and the slowest send: for the bounds of a test. */
  readonly times: readonly number[];
  readonly slip: number;
}

export const noAttack: Attack = { offered: 0, sent: 0, times: [], slip: 0 };

/** A steady stream from many sources, for as long as something else lasts. */
export interface Flood {
  readonly from: readonly string[];
  readonly payloads: readonly string[];
  /** Packets a second, of all sources together. */
  readonly rate: number;
}

/** Seconds of one call: what is told of a flood is whole ones of these. */
const CHUNK = 2;

/** Sends until `during` has ended, and for whole chunks. */
export async function flood<R>(
  send: (stream: Omit<Stream, 'toPort'>) => Promise<Sent | undefined>,
  { from, payloads, rate }: Flood,
  during: Promise<R>,
): Promise<readonly [R, Attack]> {
  let ended = false;
  const watched = during.finally(() => {
    ended = true;
  });
  watched.catch(() => {});
  const sent: Sent[] = [];
  while (!ended) {
    const chunk = await send({ from, payloads, count: rate * CHUNK, every: 1000 / rate });
    if (chunk) sent.push(chunk);
  }
  return [await watched, attackOf(rate, sent)];
}

function attackOf(offered: number, chunks: readonly Sent[]): Attack {
  const times = chunks.flatMap(({ times: list }) => list);
  const refused = chunks.reduce((sum, chunk) => sum + chunk.refused, 0);
  const elapsed = (times.at(-1) ?? 0) - (times[0] ?? 0) + 1000 / offered;
  const slip = Math.max(0, ...chunks.map((chunk) => chunk.slip));
  const sent = times.length === 0 ? 0 : ((times.length - refused) * 1000) / elapsed;
  return { offered, sent, times, slip };
}
