import type { AddressSet } from '../net/address-set.js';
import type { LocatedEntries } from './located-entries.js';
import type { PolicyPath } from './path.js';

/** Addresses as a policy names them: groups, literals and files, already merged. */
export interface Sources {
  readonly set: AddressSet;
  /** What the set was made of, for messages that name places. */
  readonly entries: LocatedEntries;
  readonly path: PolicyPath;
}
