import type { Machine } from '../evaluate/machine.js';
import type { Packet } from '../evaluate/packet.js';
import type { Trace } from '../evaluate/trace.js';
import { Conversation } from '../testing/conversation.js';
import { messageBytes } from '../testing/message.js';
import type { PacketAsk } from './ask.js';

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
function speaker({ from, fromPort, port, transport, message, answer }: PacketAsk, machine: Machine) {
  const payload = messageBytes(message);
  const ends = { peer: from, peerPort: fromPort, switchPort: port };
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
        : conversation.segment(at, ends, payload, answer);
    return said ?? bareOne ?? { ...decision, stages: [] };
  };
}

/** What TCP itself sends. */
const isBare = (packet: Packet): boolean => packet.protocol === 'tcp' && packet.payload.length === 0;
