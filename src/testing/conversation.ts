import type { Packet, TcpFlags } from '../evaluate/packet.js';
import type { Decision } from '../evaluate/program.js';
import type { Address } from '../net/address.js';
import type { TestAnswer, TestExpectation } from '../policy/policy-test.js';
import { answerBytes } from '../policy/test-message.js';
import type { DifferingPacket } from './outcome.js';
import type { Write } from './stream.js';

/** Counts, and keeps the few packets that a failure would have to name. */
export class Counter {
  delivered = 0;
  #dropped = 0;
  readonly #kept = {
    delivered: new Map<number, DifferingPacket>(),
    dropped: new Map<number, DifferingPacket>(),
  };

  constructor(readonly expect: Pick<TestExpectation, 'delivered' | 'dropped'>) {}

  count(packet: DifferingPacket): void {
    const number = packet.delivered ? ++this.delivered : ++this.#dropped;
    if (number !== 1 && number !== this.tooMany(packet.delivered)) return;
    this.#kept[packet.delivered ? 'delivered' : 'dropped'].set(number, packet);
  }

  tooMany(delivered: boolean): number {
    const most = this.expect[delivered ? 'delivered' : 'dropped']?.most ?? Number.POSITIVE_INFINITY;
    return most + 1;
  }

  found(delivered: boolean, number: number): DifferingPacket | undefined {
    return this.#kept[delivered ? 'delivered' : 'dropped'].get(number);
  }
}

/** The two ends of a message. The switch has an address of each family that no policy names (RFC 2544, RFC 5180). */
export interface Ends {
  readonly peer: Address;
  readonly peerPort: number;
  readonly switchPort: number;
  /** Where it reaches the switch, where a test says it. */
  readonly at?: Address | undefined;
  readonly on?: string | undefined;
  /** The host of the rules forwards what they say to each other. */
  readonly forwarded?: true | undefined;
}

const switchAddress = {
  ipv4: { family: 'ipv4', value: 0xc6120002 },
  ipv6: { family: 'ipv6', value: 0x20010002000000000000000000000002n },
} as const satisfies { readonly [F in Address['family']]: Address };

export type Send = (packet: Packet) => Decision;

/** RFC 792 and RFC 4443: echo replies that nobody has asked for. */
const ECHO = { ipv4: 0, ipv6: 129 } as const;

const nothing = new Uint8Array();

/** What is said between the switch and its peers, without time for the way: a packet, and the answer in the same moment. */
export class Conversation {
  readonly #open = new Map<string, Decision>();
  readonly #answers = new Map<string, Uint8Array>();

  /** @param send May be another one for the next packet. */
  constructor(public send: Send) {}

  /** A datagram from the peer, and what the switch answers to it. */
  datagram(at: number, ends: Ends, payload: Uint8Array, answer: TestAnswer): Decision {
    const decision = this.send(udp(at, ends, 'in', payload));
    const reply = this.#reply(decision, payload, answer);
    if (reply !== undefined) this.send(udp(at, ends, 'out', reply));
    return decision;
  }

  /** A packet of a protocol without ports. */
  other(at: number, ends: Omit<Ends, 'peerPort' | 'switchPort'>, number: number): Decision {
    const { family } = ends.peer;
    if (number === { ipv4: 1, ipv6: 58 }[family]) return this.icmp(at, ends, ECHO[family]);
    return this.send(
      onItsWay({ at, direction: 'in', ...betweenHosts(ends), protocol: 'other', number }, ends),
    );
  }

  icmp(at: number, ends: Omit<Ends, 'peerPort' | 'switchPort'>, type: number): Decision {
    return this.send(onItsWay({ at, direction: 'in', ...betweenHosts(ends), protocol: 'icmp', type }, ends));
  }

  /** A datagram that the switch sends of its own accord. */
  call(at: number, ends: Ends, payload: Uint8Array): Decision {
    return this.send(udp(at, ends, 'out', payload));
  }

  /**
   * A write in a connection that is made first where there is none; the other side acknowledges each segment, and answers each request when all of
   * them have come, in a segment of its own. What is dropped is not repeated: TCP would, and with a limit that is reached so often that nothing is
   * proved by it. A connection that was reset is over: nothing more is said in it. What comes back is of the first segment that did not get through.
   */
  write(at: number, ends: Ends, { segments, message, requests }: Write, answer: TestAnswer): Decision {
    const opened = this.#connect(at, ends);
    if (opened.verdict !== 'delivered') return opened;
    const decisions = segments.map((segment) => this.#segment(at, ends, segment));
    const refused = decisions.find(({ verdict }) => verdict !== 'delivered');
    const decision = refused ?? decisions.at(-1) ?? opened;
    const reply = this.#reply(decision, message, answer);
    if (reply === undefined) return decision;
    for (let number = 0; number < requests; number++) {
      this.send(tcp(at, ends, 'out', reply, { ack: true }));
      this.send(tcp(at, ends, 'in', nothing, { ack: true }));
    }
    return decision;
  }

  #segment(at: number, ends: Ends, payload: Uint8Array): Decision {
    const before = this.#open.get(nameOf(ends));
    if (before !== undefined && before.verdict !== 'delivered') return before;
    const decision = this.send(tcp(at, ends, 'in', payload, { ack: true }));
    if (decision.verdict === 'reset') this.#open.set(nameOf(ends), decision);
    if (decision.verdict === 'delivered') this.send(tcp(at, ends, 'out', nothing, { ack: true }));
    return decision;
  }

  /** The peer ends a connection, where there is one. */
  end(at: number, ends: Ends, how: 'reset' | 'close'): void {
    const name = nameOf(ends);
    if (this.#open.get(name)?.verdict !== 'delivered') return;
    this.#open.delete(name);
    if (how === 'reset') {
      this.send(tcp(at, ends, 'in', nothing, { rst: true, ack: true }));
      return;
    }
    this.send(tcp(at, ends, 'in', nothing, { fin: true, ack: true }));
    this.send(tcp(at, ends, 'out', nothing, { fin: true, ack: true }));
    this.send(tcp(at, ends, 'in', nothing, { ack: true }));
  }

  /** The three segments of a handshake. What refused one of them, for as long as the connection would last. */
  #connect(at: number, ends: Ends): Decision {
    const name = nameOf(ends);
    const before = this.#open.get(name);
    if (before !== undefined) return before;
    const first = this.send(tcp(at, ends, 'in', nothing, { syn: true }));
    this.#open.set(name, first);
    if (first.verdict !== 'delivered') return first;
    this.send(tcp(at, ends, 'out', nothing, { syn: true, ack: true }));
    const last = this.send(tcp(at, ends, 'in', nothing, { ack: true }));
    if (last.verdict === 'delivered') return first;
    this.#open.set(name, last);
    return last;
  }

  #reply(decision: Decision, payload: Uint8Array, answer: TestAnswer): Uint8Array | undefined {
    if (answer === 'nothing' || decision.verdict !== 'delivered') return undefined;
    const method = requestMethod(payload);
    if (method === undefined) return undefined;
    const status = typeof answer === 'number' ? answer : answer.get(method);
    if (status === undefined) return undefined;
    const name = `${status} ${method}`;
    const bytes = this.#answers.get(name) ?? answerBytes(status, method);
    this.#answers.set(name, bytes);
    return bytes;
  }
}

const nameOf = ({ peer, peerPort, switchPort, at }: Ends): string =>
  `${peer.value} ${peerPort} ${switchPort} ${at?.value ?? ''}`;

/** The method of a request that is answered: RFC 3261 17.1.1.3, an ACK never is. */
function requestMethod(payload: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(payload.subarray(0, 1_000));
  const method = /^([A-Z]+) \S+ SIP\/2\.0\r\n/.exec(start)?.[1];
  return method === 'ACK' ? undefined : method;
}

function udp(at: number, ends: Ends, direction: Packet['direction'], payload: Uint8Array): Packet {
  const { source, destination, sourcePort, destinationPort } = way(ends, direction);
  const packet = {
    protocol: 'udp',
    at,
    direction,
    source,
    destination,
    sourcePort,
    destinationPort,
    payload,
  } as const;
  return onItsWay(packet, ends);
}

/** With the device by which it comes in. Written out where there is none, as most packets: a copy takes V8 three times as long to read. */
function onItsWay<P extends Packet>(packet: P, { on, forwarded }: Pick<Ends, 'on' | 'forwarded'>): P {
  const device = packet.direction === 'out' ? undefined : on;
  if (device === undefined && forwarded === undefined) return packet;
  return { ...packet, ...(device && { device }), ...(forwarded && { forwarded }) };
}

function tcp(
  at: number,
  ends: Ends,
  direction: Packet['direction'],
  payload: Uint8Array,
  flags: TcpFlags,
): Packet {
  const { source, destination, sourcePort, destinationPort } = way(ends, direction);
  const ports = { sourcePort, destinationPort };
  const packet = { protocol: 'tcp', at, direction, source, destination, ...ports, payload, flags } as const;
  return onItsWay(packet, ends);
}

function betweenHosts({ peer, at }: Pick<Ends, 'peer' | 'at'>) {
  return { source: peer, destination: at ?? switchAddress[peer.family] };
}

/** Written out, like the packets: an object that is spread together takes V8 three times as long to read. */
function way({ peer, peerPort, switchPort, at }: Ends, direction: Packet['direction']) {
  const own = at ?? switchAddress[peer.family];
  return direction === 'in'
    ? { source: peer, destination: own, sourcePort: peerPort, destinationPort: switchPort }
    : { source: own, destination: peer, sourcePort: switchPort, destinationPort: peerPort };
}
