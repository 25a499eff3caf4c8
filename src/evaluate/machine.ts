import type { Address } from '../net/address.js';
import type { Holding } from '../ruleset/ruleset.js';
import type { Packet } from './packet.js';
import type { Decision, Trace } from './program.js';

/** The sets that a test or a status asks for, by the names of the policy's own ruleset. */
export type LearnedName = 'banned' | 'known' | 'called' | 'asked' | 'ringing' | 'taint' | 'alarm';

/**
 * A host with the rules of one backend on it, from the moment at which they are loaded. All state is its own: two machines
 * of the same rulesets know nothing of each other. Packets come in the order of their times.
 */
export interface Machine {
  /** Sends a packet through the rules; what it teaches them stays. Nothing is written down: for many packets. */
  readonly packet: (packet: Packet) => Decision;
  /** The same, and every rule on the way. */
  readonly trace: (packet: Packet) => Trace;
  /** Whether the source of this address (IPv6: its /64) is in the set at a time. */
  readonly holds: (set: LearnedName, address: Address, at: number) => boolean;
  /** Puts the source of this address into a set, as an operator or a saved list does; `lasts` in milliseconds. */
  readonly add: (set: LearnedName, address: Address, at: number, lasts: number) => void;
  /** Puts it into the one set that holds so, as a running kernel has it there; nothing where the rules have no such set. */
  readonly put: (holds: Holding, address: Address, at: number, lasts: number) => void;
  /** The connections that conntrack knows of, as a host has them whose rules are loaded while calls run. */
  readonly open: (packet: Packet, answered: boolean) => void;
}
