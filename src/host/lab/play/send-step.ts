import { type Address, addressText } from '../../../net/address.js';
import type { TestMessage, TestSend, TestStep } from '../../../policy/policy-test.js';
import { messageBytes } from '../../../testing/message.js';
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
}

const FIRST_PORT = 5060;

/** Sends a step's packets and waits until they are there, or were dropped. @param port The switch's. */
export function sendStep(lab: Lab, { send }: TestStep, port: number, ports: number): Promise<SentStep> {
  if (send.to !== undefined) return call(lab, send, send.to, port, ports);
  return send.transport === 'tcp' ? overTcp(lab, send, port, ports) : overUdp(lab, send, port, ports);
}

async function overUdp(lab: Lab, send: TestSend, toPort: number, ports: number): Promise<SentStep> {
  const from = send.from.map(addressText);
  const count = send.count * from.length;
  const every = (send.every ?? 0) / from.length;
  const fromPorts = Array.from({ length: ports }, (_, index) => FIRST_PORT + index);
  const payloads = payloadsOf(send.message, count);
  const before = (await lab.delivered()).length;
  const [sent] = await lab.world.send({ from, fromPorts, toPort, payloads, count, every, patient: true });
  const sources = new Set<string>(from);
  const arrivals = (await lab.delivered()).slice(before);
  return {
    sent,
    arrivals: arrivals.filter(({ kind, from: one }) => kind === 'datagram' && sources.has(one)),
  };
}

/**
 * A connection for each source and port, in which a message is a segment, in the connection's own time. The messages go round
 * the connections; the first of them have one more where they do not come out even.
 */
async function overTcp(lab: Lab, send: TestSend, toPort: number, ports: number): Promise<SentStep> {
  const { count, every = 0 } = send;
  const from = send.from.map(addressText);
  const segment = Buffer.from(messageBytes(send.message)).toString('base64');
  const turns = Math.min(ports, count);
  const connect = (connections: number, messages: number) =>
    lab.world.connect({
      from: Array.from({ length: connections }, () => from).flat(),
      ...{ toPort, every: every / from.length, gap: every * turns, hold: true },
      segments: Array<string>(messages).fill(segment),
    });
  const before = (await lab.delivered()).length;
  await connect(count % turns, Math.ceil(count / turns));
  await connect(turns - (count % turns), Math.floor(count / turns));
  const sources = new Set<string>(from);
  const arrivals = (await lab.delivered()).slice(before);
  return {
    sent: undefined,
    arrivals: arrivals.filter(({ kind, from: one }) => kind === 'segment' && sources.has(one)),
  };
}

/** What the switch sends of its own accord, to each port of the peer in turn. */
async function call(lab: Lab, send: TestSend, peer: Address, port: number, ports: number): Promise<SentStep> {
  const { count, every = 0 } = send;
  const to = addressText(peer);
  const turns = Math.min(ports, count);
  const toPorts = Array.from({ length: turns }, (_, index) => FIRST_PORT + index);
  await lab.world.listen({ addresses: [to], udp: toPorts });
  const payloads = payloadsOf(send.message, count);
  const before = (await lab.answers()).length;
  const streams = toPorts.map(
    (toPort, turn): Stream => ({
      ...{ from: link.switch[peer.family], fromPorts: [port], to, toPort, patient: true },
      payloads: payloads.length === 1 ? payloads : payloads.filter((_, index) => index % turns === turn),
      count: Math.ceil((count - turn) / turns),
      every: every * turns,
      after: every * turn,
    }),
  );
  const sent = await lab.switch.send(...streams);
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
