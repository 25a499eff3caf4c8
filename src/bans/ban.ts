import type { Address } from '../net/address.js';

/** One source that is banned now. */
export interface Ban {
  /** The first address of the source: its own, or that of its /64. */
  readonly address: Address;
  /** Seconds that are left. */
  readonly left: number;
  /** Of how many in all; ipset does not tell. */
  readonly of: number | undefined;
}
