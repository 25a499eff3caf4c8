/** What a laboratory's two agents can be asked to do. Both run the same program, each in a network namespace of its own. */
export interface Calls {
  listen: { ask: Listen; reply: null };
  send: { ask: readonly Stream[]; reply: readonly Sent[] };
  connect: { ask: Connect; reply: readonly Connection[] };
  run: { ask: Command; reply: Outcome };
  arrivals: { ask: null; reply: Arrivals };
  clear: { ask: { readonly listeners: boolean }; reply: null };
}

export type CallName = keyof Calls;

export type Transport = 'udp' | 'tcp';

/** A status for every SIP request, a status for each method named, or silence. */
export type Answer = 'nothing' | number | Readonly<Record<string, number>>;

export interface Listen {
  /** Without it, the agent's own addresses on the link, one of each family. */
  readonly addresses?: readonly string[];
  readonly udp?: readonly number[];
  readonly tcp?: readonly number[];
  /** `nothing` without it. A second call for the same address and port changes only the answer. */
  readonly answer?: Answer;
}

/** Datagrams at a steady pace. Packet `i` leaves from `from[i % from.length]`, `i * every` ms after the start. */
export interface Stream {
  readonly from: string | readonly string[];
  /** Rotated after each round of `from`. [5060] without it; a port that listens already is shared. */
  readonly fromPorts?: readonly number[];
  /** The other agent's address on the link without it. */
  readonly to?: string;
  readonly toPort: number;
  /** Base64, as everything binary here; `payloads[i % payloads.length]`. */
  readonly payloads: readonly string[];
  /** In all, over all sources. */
  readonly count: number;
  /** Milliseconds, fractions allowed. 0: as fast as it goes, which a slow receiver may not bear. */
  readonly every: number;
  /** Milliseconds from the start of the call to the first packet. */
  readonly after?: number;
  /** Waits for its time without polling: a millisecond or two late, and next to no load. Where all streams of a call do. */
  readonly patient?: boolean;
}

export interface Sent {
  /** When each packet went out: CLOCK_MONOTONIC in ms, the same clock on both sides. */
  readonly times: readonly number[];
  /** Milliseconds of the slowest single send: how far `times` may be from the truth. */
  readonly slip: number;
  /** Sends that the sender's own kernel refused (EPERM: a rule on the way out). */
  readonly refused: number;
}

export interface Connect {
  /** One connection attempt from each, in order. */
  readonly from: readonly string[];
  readonly to?: string;
  readonly toPort: number;
  /** Milliseconds between attempts. */
  readonly every: number;
  /** Each is written by itself once connected, `gap` ms (20 without it) after the one before; pieces 5 ms apart. */
  readonly segments?: readonly (string | readonly string[])[];
  readonly gap?: number;
  /** Keeps the connection open until `clear`; `close`: ends it in order; else it is reset after the last segment. */
  readonly hold?: boolean | 'close';
  /** Connections are kept by this name and their number; where some are there by it, what is written goes into them. */
  readonly name?: string;
  /** The number of the first of them; 0 without it. */
  readonly first?: number;
  /** Milliseconds until an attempt without answer is given up; 400 without it. SYN is repeated after 1,000. */
  readonly patience?: number;
}

export interface Connection {
  readonly from: string;
  readonly outcome: 'connected' | 'refused' | 'timeout';
}

export interface Command {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly input?: string;
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Arrivals {
  readonly list: readonly Arrival[];
  /** Datagrams that came and found a full receive buffer: the laboratory's own failure, not a rule's work. */
  readonly lost: number;
}

/** `connection`: a TCP connection was accepted. `segment`: data came over one. */
export type ArrivalKind = 'datagram' | 'connection' | 'segment';

export interface Arrival {
  readonly kind: ArrivalKind;
  readonly from: string;
  readonly fromPort: number;
  readonly to: string;
  readonly toPort: number;
  readonly bytes: number;
  /** The first word; of a response its status too: `REGISTER`, `SIP/2.0 401`. Empty for a connection. */
  readonly word: string;
  /** What stands before the `@` of Call-ID; empty if there is none. */
  readonly id: string;
  /** CLOCK_MONOTONIC in ms, when the agent read it. */
  readonly at: number;
}

export interface Request {
  readonly number: number;
  readonly name: string;
  readonly ask: unknown;
}

export type Reply =
  | { readonly number: number; readonly ok: true; readonly reply: unknown }
  | { readonly number: number; readonly ok: false; readonly error: string };
