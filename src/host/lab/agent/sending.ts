import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Sent, Stream } from '../protocol.js';
import { now } from './journal.js';
import type { UdpEnd, UdpEnds } from './udp.js';

export interface Job {
  readonly count: number;
  readonly every: number;
  readonly after: number;
  /** Need not be on time to the fraction of a millisecond. */
  readonly patient?: boolean;
  /** Sends packet `index`; the sender's kernel has it when this returns. */
  readonly send: (index: number) => void;
}

/** Timers of libuv count whole milliseconds and fire late: the last stretch is waited out by polling. */
const TIMER_SLACK = 2;
/** Packets of one job between two looks at the sockets, so that a sender that is behind still reads its answers. */
const ROUND = 32;

/** Runs the jobs beside each other. One that falls behind catches up, so that the rate over the whole time holds. */
export async function pace(jobs: readonly Job[]): Promise<Omit<Sent, 'refused'>[]> {
  const start = now();
  const slack = jobs.every(({ patient }) => patient) ? 0 : TIMER_SLACK;
  const running = jobs.map((job) => ({ job, times: [] as number[], slip: 0 }));
  for (;;) {
    for (const state of running) sendDue(state, start);
    const next = Math.min(...running.map(({ job, times }) => due(job, times.length)));
    if (next === Number.POSITIVE_INFINITY) return running.map(({ times, slip }) => ({ times, slip }));
    const left = start + next - now();
    await (left > slack ? setTimeout(left - slack) : setImmediate());
  }
}

const due = (job: Job, index: number): number =>
  index < job.count ? job.after + index * job.every : Number.POSITIVE_INFINITY;

function sendDue(state: { readonly job: Job; readonly times: number[]; slip: number }, start: number): void {
  for (let round = 0; round < ROUND; round++) {
    const before = now();
    if (start + due(state.job, state.times.length) > before) return;
    state.job.send(state.times.length);
    state.times.push(before);
    state.slip = Math.max(state.slip, now() - before);
  }
}

/** Sends all streams at once. Every socket is open before the first packet goes out. */
export async function sendStreams(
  streams: readonly Stream[],
  ends: UdpEnds,
  towards: (from: string) => string,
): Promise<Sent[]> {
  const prepared = await Promise.all(streams.map((stream) => prepare(stream, ends, towards)));
  const paced = await pace(prepared.map(({ job }) => job));
  await setImmediate();
  return paced.map((sent, index) => ({ ...sent, refused: prepared[index]?.refused() ?? 0 }));
}

async function prepare(stream: Stream, ends: UdpEnds, towards: (from: string) => string) {
  const from = typeof stream.from === 'string' ? [stream.from] : stream.from;
  const ports = stream.fromPorts ?? [5060];
  const payloads = stream.payloads.map((text) => Buffer.from(text, 'base64'));
  const sockets = await Promise.all(ports.flatMap((port) => from.map((address) => ends.at(address, port))));
  const targets = from.map((address) => stream.to ?? towards(address));
  let refused = 0;
  const done = (error: Error | null): void => {
    if (error) refused += 1;
  };
  const send = (index: number): void => {
    const end: UdpEnd | undefined = sockets[index % sockets.length];
    const data = payloads[index % payloads.length] ?? Buffer.alloc(0);
    end?.socket.send(data, stream.toPort, targets[index % from.length], done);
  };
  const { count, every, after = 0, patient = false } = stream;
  const job: Job = { count, every, after, patient, send };
  return { job, refused: () => refused };
}
