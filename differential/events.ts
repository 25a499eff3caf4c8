import { sourceKey } from '../src/evaluate/keys.js';
import type { Packet } from '../src/evaluate/packet.js';
import { reply } from '../src/host/lab/agent/answer.js';
import { link } from '../src/host/lab/link.js';
import type { Address } from '../src/net/address.js';
import { parseAddress } from '../src/net/read-address.js';
import type { Happened, Record } from './rig.js';
import type { Script } from './scripts.js';

/** A packet that a kernel had, and whether it let it through. */
export interface Event {
  readonly packet: Packet;
  readonly delivered: boolean;
  /** Whether it was refused by a reset, where that was looked for. */
  readonly reset?: boolean;
  /** Of the script, from 0; `answer`: what the switch answered to that line. */
  readonly line: number;
  readonly what: 'in' | 'call' | 'answer';
  /** Not later than this the kernel had it: milliseconds as in the packet. */
  readonly until: number;
}

export interface Events {
  readonly list: readonly Event[];
  /** Milliseconds that the kernel may have read its clock beside the times of the packets. */
  readonly doubt: number;
  /** Why these times say nothing about the order in which the kernel had the packets. */
  readonly unclear: string | undefined;
}

/** A jiffy of 4 ms before and one after, and what a kernel takes from the sender's call to the rules. */
const KERNEL = 9;
/** An agent notes a request and answers it in one breath. */
const ANSWER = 2;
/** Half of what the cheapest packet costs is in no doubt (`policies.ts`). */
const MOST_DOUBT = 40;

/** Everything that went through the rules, both ways, in the order of the clock. */
export function eventsOf({ lines, answers, loaded }: Record, { answer }: Script): Events {
  const byId = new Map(answers.map((arrival) => [arrival.id, arrival]));
  const list = lines.flatMap((happened, line): readonly Event[] => {
    const {
      slip,
      arrival,
      line: { way, peerPort },
    } = happened;
    const at = happened.at - loaded;
    const packet = packetOf(happened, way === 'in' ? 'in' : 'out', at, happened.payload);
    const event: Event = { packet, delivered: arrival !== undefined, line, what: way, until: at + slip };
    const answered = way === 'in' && arrival && reply(happened.payload, peerPort, answer);
    if (!answered) return [event];
    const back = byId.get(`d${line}`);
    const left = arrival.at - loaded;
    const text = Buffer.from(answered.text);
    const response = packetOf(happened, 'out', left, text);
    const until = left + ANSWER;
    return [event, { packet: response, delivered: back !== undefined, line, what: 'answer', until }];
  });
  const ordered = list.toSorted((a, b) => a.packet.at - b.packet.at);
  const slowest = Math.max(...ordered.map(({ packet, until }) => until - packet.at));
  const doubt = KERNEL + 2 * slowest;
  return { list: ordered, doubt, unclear: doubt > MOST_DOUBT ? 'too slow' : outOfOrder(ordered) };
}

/** What comes and what leaves are of two processes: where both are of one source and of one moment, either may be first. */
function outOfOrder(events: readonly Event[]): string | undefined {
  for (const [index, event] of events.entries()) {
    for (const later of events.slice(index + 1)) {
      if (later.packet.at > event.until + 1) break;
      if (later.packet.direction === event.packet.direction || later.line === event.line) continue;
      if (peerKey(later.packet) === peerKey(event.packet)) return `lines ${event.line} and ${later.line}`;
    }
  }
  return undefined;
}

const peerKey = ({ direction, source, destination }: Packet) =>
  sourceKey(direction === 'in' ? source : destination);

function packetOf({ line }: Happened, direction: 'in' | 'out', at: number, payload: Buffer): Packet {
  return { ...endsOf(line, direction), direction, at, protocol: 'udp', payload };
}

/** The addresses and ports of a packet between a peer and the switch. */
export function endsOf(
  { peer, peerPort, switchPort }: Pick<Happened['line'], 'peer' | 'peerPort' | 'switchPort'>,
  direction: 'in' | 'out',
): Pick<Extract<Packet, { protocol: 'udp' }>, 'source' | 'destination' | 'sourcePort' | 'destinationPort'> {
  const other = addressOf(peer);
  const own = addressOf(link.switch[other.family]);
  return direction === 'in'
    ? { source: other, destination: own, sourcePort: peerPort, destinationPort: switchPort }
    : { source: own, destination: other, sourcePort: switchPort, destinationPort: peerPort };
}

export function addressOf(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') throw new Error(`not an address: ${text}`);
  return parsed.address;
}
