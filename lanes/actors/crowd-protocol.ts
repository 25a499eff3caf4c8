import type { Phone } from './cast-protocol.js';

/** Homes of regional providers; offices behind an address; carrier-grade NAT; IPv6 homes; PBXes that register; trunks that never do; the rest. */
export type Kind = 'home' | 'office' | 'carrier' | 'ipv6' | 'pbx' | 'trunk' | 'other';

/**
 * What a customer does, and is served when it is done. `phone`: registers. `pbx`: qualifies by OPTIONS and registers, each
 * by itself. `trunk`: qualifies, and calls when that was answered. `crlf`: an empty line before each request.
 * `large-invite`: registers, and calls with an INVITE in fragments. `wrong-password`: is refused, and comes again.
 */
export type Habit = 'phone' | 'pbx' | 'trunk' | 'crlf' | 'large-invite' | 'wrong-password';

export interface Customer extends Phone {
  readonly kind: Kind;
  readonly transport: 'udp' | 'tcp';
  readonly habit: Habit;
  readonly agent?: string;
}

export interface Crowd {
  /** Begins every Call-ID. */
  readonly label: string;
  readonly customers: readonly Customer[];
  /** Milliseconds over which they begin, drawn from `seed`. */
  readonly spread: number;
  readonly seed: number;
  /** Milliseconds after which a customer that is not served has failed. */
  readonly patience: number;
}

export interface Served {
  readonly tried: number;
  readonly served: number;
  /** Milliseconds from its own begin that the slowest of them took. */
  readonly slowest: number;
}

export interface CrowdReport {
  /** Without those that have a wrong password: nothing serves them. */
  readonly kinds: Readonly<Record<string, Served>>;
  /** Milliseconds from the first begin to the last that was served. */
  readonly last: number;
  /** Milliseconds of the longest pause in the program's own work. */
  readonly pause: number;
}
