import type { Address } from '../net/address.js';
import type { TestAnswer, TestMessage } from '../policy/policy-test.js';
import type { Transport } from '../ruleset/match.js';

/** The packet that somebody asks about. */
export interface PacketAsk {
  readonly from: Address;
  readonly fromPort: number;
  /** Of this host. */
  readonly port: number;
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
