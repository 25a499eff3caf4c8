import { setImmediate } from 'node:timers/promises';
import type { Sent, Stream } from '../protocol.js';
import { type Job, pace } from './pace.js';
import type { UdpEnd, UdpEnds } from './udp.js';

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
