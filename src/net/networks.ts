import { parseAddressEntry } from './address-entry.js';
import { type AddressSet, addressSet } from './address-set.js';

/** The set of networks that stand in our own code. */
export function networks(...texts: readonly string[]): AddressSet {
  return addressSet(
    texts.flatMap((text) => {
      const entry = parseAddressEntry(text);
      return entry.kind === 'range' ? [entry.range] : [];
    }),
  );
}
