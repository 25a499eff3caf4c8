import type { ConntrackState } from '../ruleset/match.js';
import type { Clock } from './clock.js';
import { nanoseconds } from './clock.js';
import { portOf } from './keys.js';
import type { FlowTimeouts } from './options.js';
import type { Packet, TcpPacket } from './packet.js';

export interface Flow {
  readonly protocol: 'udp' | 'tcp';
  /** How a packet of the side that began is written. */
  readonly forward: string;
  readonly began: number;
  answered: boolean;
  /** TCP: the handshake was seen whole, or both sides of a connection that began before. */
  assured: boolean;
  /** TCP: over, though conntrack remembers it for a while. */
  closed: boolean;
  /** TCP: which sides have said that it is. */
  readonly fin: { forward: boolean; reply: boolean };
  /** TCP: whose segment was the last, where that was a reset. */
  reset: 'forward' | 'reply' | undefined;
  expires: number;
}

/** What conntrack made of a packet: its state, and the flow that is kept if the packet gets through. */
export interface Tracked {
  readonly state: ConntrackState;
  /** The packet goes the other way than the one that began the flow. */
  readonly reply: boolean;
  readonly flow: Flow | undefined;
}

/** nf_conntrack_proto_tcp.c and nf_conntrack_proto_udp.c: what is no setting of the policy, in milliseconds. */
const synSent = nanoseconds(120_000);
const closing = nanoseconds(10_000);
const stillActive = nanoseconds(2_000);

/** More than one, since each packet makes one at most. */
const LOOKED_AT = 4;
/** Whether a flow is over may be in doubt for a moment, and is in none after a minute. */
const LONG_OVER = nanoseconds(60_000);

export const kernelTimeouts: FlowTimeouts = { udp: 30_000, udpStream: 120_000, tcpEstablished: 432_000_000 };

/** Connections and UDP flows as conntrack keeps them; NAT, helpers and ICMP are not part of it. */
export class FlowTable {
  readonly #flows = new Map<string, Flow>();
  /** Where the search for what is over goes on, in the order in which flows began. */
  #sweep = this.#flows.values();
  readonly #udp: number;
  readonly #udpStream: number;
  readonly #tcp: number;

  constructor(timeouts: FlowTimeouts) {
    this.#udp = nanoseconds(timeouts.udp);
    this.#udpStream = nanoseconds(timeouts.udpStream);
    this.#tcp = nanoseconds(timeouts.tcpEstablished);
  }

  /** Before the rules of `input`. A new flow is none of the table's until `keep`. */
  track(packet: Packet, clock: Clock): Tracked {
    if (packet.protocol === 'icmp' || packet.protocol === 'other')
      return { state: 'new', reply: false, flow: undefined };
    this.#forget(clock);
    if (packet.protocol === 'udp' && liesAboutLength(packet.payload.length, packet.udpLength))
      return { state: 'invalid', reply: false, flow: undefined };
    const forward = nameOf(packet, false);
    const flow = this.#alive(forward, clock) ?? this.#alive(nameOf(packet, true), clock);
    if (flow === undefined) return this.#begin(packet, forward, clock);
    const reply = flow.forward !== forward;
    if (packet.protocol === 'tcp') {
      if (packet.outside) return { state: 'invalid', reply, flow: undefined };
      const side = reply ? 'reply' : 'forward';
      if (reopens(flow, packet, side)) return this.#begin(packet, forward, clock);
      follow(flow, packet, side);
    }
    flow.answered ||= reply;
    if (packet.protocol === 'tcp') flow.assured ||= flow.answered && !flow.closed && goesOn(packet);
    flow.expires = clock.tick + this.#lasts(flow, clock);
    return { state: flow.answered ? 'established' : 'new', reply, flow };
  }

  /** The packet has passed every hook: its flow is there from now on. */
  keep(flow: Flow | undefined): void {
    if (flow !== undefined) this.#flows.set(flow.forward, flow);
  }

  /** A rule has reset it: nf_ct_set_closing() in nf_reject_ipv4.c, Linux 6.3 and newer. Before that it stayed open for conntrack. */
  close(flow: Flow | undefined): void {
    if (flow?.protocol === 'tcp') flow.closed = true;
  }

  /** Whether this very flow is still open. */
  isOpen(flow: Flow, clock: Clock): boolean {
    return this.#flows.get(flow.forward) === flow && !flow.closed && !this.#over(flow, clock);
  }

  #begin(packet: Exclude<Packet, { protocol: 'icmp' | 'other' }>, forward: string, clock: Clock): Tracked {
    if (packet.protocol === 'tcp' && !opens(packet))
      return { state: 'invalid', reply: false, flow: undefined };
    const { protocol } = packet;
    const flow = {
      protocol,
      forward,
      began: clock.tick,
      answered: false,
      assured: false,
      closed: false,
      fin: { forward: false, reply: false },
      reset: undefined,
      expires: 0,
    };
    flow.expires = clock.tick + this.#lasts(flow, clock);
    return { state: 'new', reply: false, flow };
  }

  /** Some with each packet, so that the table holds little more than what is open. Nobody can tell a flow that is over from none. */
  #forget(clock: Clock): void {
    for (let looked = 0; looked < LOOKED_AT; looked++) {
      const next = this.#sweep.next();
      if (next.done === true) {
        this.#sweep = this.#flows.values();
        return;
      }
      if (clock.tick - next.value.expires > LONG_OVER) this.#flows.delete(next.value.forward);
    }
  }

  /** How many are kept, those that are over and not yet swept among them. */
  get size(): number {
    return this.#flows.size;
  }

  #alive(name: string, clock: Clock): Flow | undefined {
    const flow = this.#flows.get(name);
    return flow === undefined || this.#over(flow, clock) ? undefined : flow;
  }

  #over = ({ expires }: Flow, clock: Clock): boolean => clock.reached(clock.tick - expires);

  #lasts({ protocol, answered, began, closed }: Flow, { tick }: Clock): number {
    if (protocol === 'tcp') return closed ? closing : answered ? this.#tcp : synSent;
    return answered && tick - began > stillActive ? this.#udpStream : this.#udp;
  }
}

/** A SYN; or a segment of a connection that began before the rules were there, which conntrack takes up (`nf_conntrack_tcp_loose`). */
const opens = ({ flags }: TcpPacket): boolean => !flags.rst && !flags.fin && !(flags.syn && flags.ack);

/**
 * nf_conntrack_tcp_packet(): a SYN where both sides have ended the connection, or its own side by a reset just now, begins another one. Any
 * other SYN is let through as a part of the old one, until the other side answers it.
 */
const reopens = ({ fin, reset }: Flow, { flags }: TcpPacket, side: 'forward' | 'reply'): boolean =>
  flags.syn === true && flags.ack !== true && ((fin.forward && fin.reply) || reset === side);

function follow(flow: Flow, { flags }: TcpPacket, side: 'forward' | 'reply'): void {
  if (flags.fin) flow.fin[side] = true;
  if (flags.rst) flow.closed = true;
  flow.closed ||= flow.fin.forward || flow.fin.reply;
  flow.reset = flags.rst ? side : undefined;
  if (!flags.syn || !flags.ack) return;
  flow.closed = false;
  flow.fin.forward = false;
  flow.fin.reply = false;
}

/** tcp_packet() in nf_conntrack_proto_tcp.c: from SYN_RECV or ESTABLISHED to ESTABLISHED. */
const goesOn = ({ flags }: TcpPacket): boolean =>
  flags.ack === true && !flags.syn && !flags.rst && !flags.fin;

/** Behind it, an address of each side with its port. */
function nameOf(packet: Packet, reverse: boolean): string {
  const { source, destination, protocol } = packet;
  const from = `${source.value}.${portOf(packet, 'source')}`;
  const to = `${destination.value}.${portOf(packet, 'destination')}`;
  return `${protocol} ${source.family} ${reverse ? `${to} ${from}` : `${from} ${to}`}`;
}

const UDP_HEADER = 8;

/** udp_error() in nf_conntrack_proto_udp.c. */
const liesAboutLength = (bytes: number, said = bytes + UDP_HEADER): boolean =>
  said < UDP_HEADER || said > bytes + UDP_HEADER;
