import type { Machine } from '../evaluate/machine.js';
import type { Packet } from '../evaluate/packet.js';
import type { Trace } from '../evaluate/program.js';
import type { Address } from '../net/address.js';
import type { TestAnswer, TestMessage } from '../policy/policy-test.js';
import { messageBytes } from '../policy/test-message.js';
import type { Transport } from '../ruleset/match.js';
import { Conversation } from '../testing/conversation.js';
import type { Way } from '../testing/play.js';

/** The packet that somebody asks about. */
export interface PacketAsk {
  readonly from: Address;
  readonly fromPort: number;
  /** Of this host, or of the switch behind it. */
  readonly port: number;
  /** Where the packet goes. */
  readonly place: Way;
  readonly transport: Transport;
  /** The SIP port over UDP, where an answer can make the source known; `undefined`: there is none. */
  readonly registrar: number | undefined;
  readonly message: TestMessage;
  /** How many of the same were sent, the last of which is explained. */
  readonly count: number;
  /** Milliseconds between them. */
  readonly every: number;
  /** What the switch answers to those that reach it. */
  readonly answer: TestAnswer;
  /** For how many milliseconds the source is in the set from the beginning; `undefined`: it is not. */
  readonly known: number | undefined;
  readonly banned: number | undefined;
}

export interface Played {
  /** Of all that were sent. */
  readonly delivered: number;
  /** The last of them. Over TCP the segment with the message; where there is none, its first, or the one that the connection died of. */
  readonly trace: Trace;
}

/** @param late Milliseconds by which the last packet comes later than its turn. */
export function playPackets(ask: PacketAsk, late: number, machine: Machine): Played {
  if (ask.known !== undefined) machine.add('known', ask.from, 0, ask.known);
  if (ask.banned !== undefined) machine.add('banned', ask.from, 0, ask.banned);
  const say = speaker(ask, machine);
  let delivered = 0;
  for (let number = 0; number < ask.count - 1; number++)
    if (say(number * ask.every, false).verdict === 'delivered') delivered++;
  const trace = say((ask.count - 1) * ask.every + late, true);
  return { delivered: delivered + (trace.verdict === 'delivered' ? 1 : 0), trace };
}

/** Says the message once more. Rule by rule is written down only what is asked for: a million of them would be much paper. */
function speaker({ from, fromPort, port, transport, message, answer, place }: PacketAsk, machine: Machine) {
  const payload = messageBytes(message);
  const ends = { peer: from, peerPort: fromPort, switchPort: port, ...place };
  let tracing = false;
  let said: Trace | undefined;
  let bareOne: Trace | undefined;
  const conversation = new Conversation((packet) => {
    const bare = isBare(packet);
    const trace = tracing || bare ? machine.trace(packet) : { ...machine.packet(packet), stages: [] };
    if (packet.direction === 'in' && !bare) said = trace;
    if (bare && (bareOne === undefined || trace.verdict !== 'delivered')) bareOne = trace;
    return trace;
  });
  return (at: number, traced: boolean): Trace => {
    tracing = traced;
    said = undefined;
    const decision =
      transport === 'udp'
        ? conversation.datagram(at, ends, payload, answer)
        : conversation.write(at, ends, { segments: [payload], message: payload, requests: 1 }, answer);
    return said ?? bareOne ?? { ...decision, stages: [] };
  };
}

/** What TCP itself sends. */
const isBare = (packet: Packet): boolean => packet.protocol === 'tcp' && packet.payload.length === 0;
