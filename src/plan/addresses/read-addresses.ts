import type { AddressRange } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet } from '../../net/address-set.js';

/** The addresses of a list, whichever way a tool has cut or joined its networks. What is no address is left out. */
export function readAddresses(entries: Iterable<string>): AddressSet {
  return addressSet(ranges(entries));
}

/** One at a time, so that a list of a million is never there as a million objects. */
function* ranges(entries: Iterable<string>): Generator<AddressRange> {
  for (const entry of entries) {
    const parsed = parseAddressEntry(entry);
    if (parsed.kind === 'range') yield parsed.range;
  }
}
