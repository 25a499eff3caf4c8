import { type Address, addressText } from '../../../net/address.js';
import type { TestMessage, TestSend, TestStep } from '../../../policy/policy-test.js';
import { messageBytes } from '../../../policy/test-message.js';
import { piecesOf } from '../../../testing/stream.js';
import type { Lab } from '../lab.js';
import { link } from '../link.js';
import type { Arrival, Sent, Stream } from '../protocol.js';

/** Messages that are numbered stand in memory one by one; of more than this, all are the same. */
const MOST_NUMBERED = 20_000;

/** As long as the `test` of the evaluator's messages, so that sizes are the same. */
const DIGITS = 4;
const BASE = 36;

const idOf = (number: number): string => number.toString(BASE).padStart(DIGITS, '0');

/** What the packets of a step carry, in base64: each its number in Call-ID from 1 on, or all the same where they have none. */
function payloadsOf(message: TestMessage, count: number): readonly string[] {
  const base64 = (id?: string) => Buffer.from(messageBytes(message, id)).toString('base64');
  if (message.kind === 'raw' || count > MOST_NUMBERED) return [base64()];
  return Array.from({ length: count }, (_, index) => base64(idOf(index + 1)));
}

/** The number that a message carries; `undefined` where it has none. */
const numberOf = (id: string): number | undefined =>
  /^[0-9a-z]{4}$/.test(id) && id !== 'test' ? Number.parseInt(id, BASE) : undefined;

/** What became of the packets of a step. */
export interface SentStep {
  /** By the clock of the machine; none over TCP. */
  readonly sent: Pick<Sent, 'times' | 'slip'> | undefined;
  readonly arrivals: readonly Arrival[];
  /** Over TCP: the writes of which all bytes arrived. */
  readonly delivered?: number;
}

const FIRST_PORT = 5060;

/** What a step needs to know of its test. */
interface SendPlace {
  /** The switch's. */
  readonly port: number;
  /** Where it is behind the host of the rules, its address of the family in which it is spoken to; its own on the link without it. */
  readonly address: string | undefined;
  readonly ports: number;
  /** The step that made the connections in which this one sends. */
  readonly connections: number;
}

/** Sends a step's packets and waits until they are there, or were dropped. */
export function sendStep(lab: Lab, { send }: TestStep, place: SendPlace): Promise<SentStep> {
  if (send.to !== undefined) return call(lab, send, send.to, place);
  return send.transport === 'tcp' ? overTcp(lab, send, place) : overUdp(lab, send, place);
}

const towards = ({ address }: SendPlace) => (address === undefined ? {} : { to: address });

async function overUdp(lab: Lab, send: TestSend, place: SendPlace): Promise<SentStep> {
  const from = send.from.map(addressText);
  const count = send.count * from.length;
  const every = (send.every ?? 0) / from.length;
  const fromPorts = Array.from({ length: place.ports }, (_, index) => FIRST_PORT + index);
  const payloads = payloadsOf(send.message, count);
  const before = (await lab.delivered()).length;
  const [sent] = await lab.world.send({
    ...{ from, fromPorts, toPort: place.port, ...towards(place) },
    ...{ payloads, count, every, patient: true },
  });
  const sources = new Set<string>(from);
  const arrivals = (await lab.delivered()).slice(before);
  return {
    sent,
    arrivals: arrivals.filter(({ kind, from: one }) => kind === 'datagram' && sources.has(one)),
  };
}

/**
 * A connection for each source and port, in the connection's own time. The writes go round the connections; the first of them have one more
 * where they do not come out even. A write has arrived when as many bytes have as it has.
 */
async function overTcp(lab: Lab, send: TestSend, place: SendPlace): Promise<SentStep> {
  const { count, every = 0, stream } = send;
  const from = send.from.map(addressText);
  const pieces = piecesOf(send);
  const write = pieces.map((piece) => Buffer.from(piece).toString('base64'));
  const turns = Math.min(place.ports, count);
  // Linux cuts what is longer than a segment only where the device must have it so (ip-link(8)).
  await lab.world.run('ip', ['link', 'set', 'dev', 'world', 'gso_max_segs', stream.merged ? '65535' : '1']);
  const connect = (first: number, connections: number, writes: number) =>
    lab.world.connect({
      from: Array.from({ length: connections }, () => from).flat(),
      ...{ toPort: place.port, ...towards(place), every: every / from.length, gap: every * turns },
      ...{ name: `step ${place.connections}`, first: first * from.length, hold: heldAs[stream.ends] },
      segments: Array<readonly string[]>(writes).fill(write),
    });
  const before = (await lab.delivered()).length;
  const longer = count % turns;
  await connect(0, longer, Math.ceil(count / turns));
  await connect(longer, turns - longer, Math.floor(count / turns));
  const sources = new Set<string>(from);
  const arrivals = (await lab.delivered()).slice(before);
  const segments = arrivals.filter(({ kind, from: one }) => kind === 'segment' && sources.has(one));
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  return { sent: undefined, arrivals: segments, delivered: wholeWrites(segments, size) };
}

const heldAs = { open: true, close: 'close', reset: false } as const;

/** How many writes of this size have come in each connection, added up. */
function wholeWrites(segments: readonly Arrival[], size: number): number {
  const bytes = new Map<string, number>();
  for (const { from, fromPort, bytes: more } of segments) {
    const name = `${from} ${fromPort}`;
    bytes.set(name, (bytes.get(name) ?? 0) + more);
  }
  return [...bytes.values()].reduce((sum, all) => sum + Math.floor(all / size), 0);
}

/** What the switch sends of its own accord, to each port of the peer in turn. */
async function call(
  lab: Lab,
  send: TestSend,
  peer: Address,
  { port, address, ports }: SendPlace,
): Promise<SentStep> {
  const { count, every = 0 } = send;
  const to = addressText(peer);
  const turns = Math.min(ports, count);
  const toPorts = Array.from({ length: turns }, (_, index) => FIRST_PORT + index);
  await lab.world.listen({ addresses: [to], udp: toPorts });
  const payloads = payloadsOf(send.message, count);
  const before = (await lab.answers()).length;
  const streams = toPorts.map(
    (toPort, turn): Stream => ({
      ...{ from: address ?? link.switch[peer.family], fromPorts: [port], to, toPort, patient: true },
      payloads: payloads.length === 1 ? payloads : payloads.filter((_, index) => index % turns === turn),
      count: Math.ceil((count - turn) / turns),
      every: every * turns,
      after: every * turn,
    }),
  );
  const caller = address === undefined ? lab.switch : (lab.behind ?? lab.switch);
  const sent = await caller.send(...streams);
  const times = Array.from(
    { length: count },
    (_, index) => sent[index % turns]?.times[Math.floor(index / turns)] ?? 0,
  );
  const arrivals = (await lab.answers()).slice(before).filter((arrival) => arrival.to === to);
  return { sent: { times, slip: Math.max(...sent.map(({ slip }) => slip)) }, arrivals };
}

/** The numbers of the packets that arrived; `undefined` where they carry none. */
export const arrivedOf = (send: TestSend, arrivals: readonly Arrival[]): ReadonlySet<number> | undefined => {
  const numbers = arrivals.map(({ id }) => numberOf(id));
  const isNumbered = send.transport === 'udp' && numbers.every((number) => number !== undefined);
  return isNumbered && send.message.kind !== 'raw'
    ? new Set(numbers.flatMap((number) => number ?? []))
    : undefined;
};
