import type { AddressSet } from '../net/address-set.js';
import type { LocatedEntries } from './located-entries.js';
import type { PolicyPath } from './path.js';
import type { UsedList } from './used-list.js';

/** Addresses as a policy names them: groups, literals and files, already merged. */
export interface Sources {
  readonly set: AddressSet;
  /** What the set was made of, for messages that name places. */
  readonly entries: LocatedEntries;
  /** The list files among it, by way of groups too, each once. */
  readonly lists: readonly UsedList[];
  /** What stands in the policy itself. */
  readonly written: () => AddressSet;
  readonly path: PolicyPath;
}
