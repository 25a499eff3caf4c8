import type { Place } from '../diagnostics/source.js';
import type { LocatedRange } from '../net/located-range.js';

/** The entries behind a set of addresses. A list may have a million of them, so both are made when they are asked for. */
export interface LocatedEntries {
  /** In the order of reading. */
  readonly ranges: () => Iterable<LocatedRange>;
  /** Where the entry with this index stands; indexes are unique within a policy. */
  readonly placeOf: (index: number) => Place | undefined;
}
