import type { AddressSet } from '../../net/address-set.js';
import { readAddresses } from '../addresses/read-addresses.js';
import { ourTableText } from '../listing-lines.js';

export interface SetContents {
  readonly entries: number;
  /** Where they were asked for. */
  readonly addresses: AddressSet | undefined;
}

const DECLARATION = /^\tset (\S+) \{$/gm;
const ELEMENTS = 'elements = {';

/**
 * The elements of the sets in what `nft list table` prints. The text is walked and never taken apart as a whole: a set may have
 * a million elements. `asked` says whose addresses are wanted; of the others the elements are counted.
 */
export function readSetContents(
  text: string,
  asked: (name: string) => boolean,
): ReadonlyMap<string, SetContents> {
  const contents = new Map<string, SetContents>();
  const ours = ourTableText(text);
  for (const { 1: name = '', index } of ours.matchAll(DECLARATION)) {
    const end = ours.indexOf('\n\t}', index);
    if (end < 0) break;
    // A piece of its own: what is looked for and not there would be looked for up to the end of the whole.
    const set = ours.slice(index, end);
    const start = set.indexOf(ELEMENTS);
    let entries = 0;
    const each = counted(set, start < 0 ? set.length : start + ELEMENTS.length, () => entries++);
    const addresses = asked(name) ? readAddresses(each) : undefined;
    if (addresses === undefined) for (const _ of each);
    contents.set(name.replaceAll('"', ''), { entries, addresses });
  }
  return contents;
}

/** The first word of each element: what follows are time-outs, limits and counters. */
function* counted(text: string, from: number, count: () => void): Generator<string> {
  for (let at = from; at < text.length; ) {
    const comma = text.indexOf(',', at);
    const end = comma < 0 ? text.length : comma;
    const word = /[0-9a-fA-F:][0-9a-fA-F:./-]*/.exec(text.slice(at, Math.min(end, at + 120)))?.[0];
    if (word !== undefined) {
      count();
      yield word;
    }
    at = end + 1;
  }
}
