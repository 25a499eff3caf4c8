import type { AddressSet } from '../../net/address-set.js';
import { readAddresses } from '../addresses/read-addresses.js';

export interface SetContents {
  readonly entries: number;
  /** Where they were asked for. */
  readonly addresses: AddressSet | undefined;
}

const DECLARATION = /^\tset (\S+) \{$/gm;

/**
 * The elements of the sets in what `nft list table` prints. The text is walked and never taken apart as a whole: a set may have
 * a million elements. `asked` says whose addresses are wanted; of the others the elements are counted.
 */
export function readSetContents(
  text: string,
  asked: (name: string) => boolean,
): ReadonlyMap<string, SetContents> {
  const contents = new Map<string, SetContents>();
  for (const { 1: name = '', index } of text.matchAll(DECLARATION)) {
    const end = text.indexOf('\n\t}', index);
    const start = text.indexOf('elements = {', index);
    const [from, to] = start < 0 || start > end ? [end, end] : [start + 'elements = {'.length, end];
    let entries = 0;
    const each = counted(text, from, to, () => entries++);
    const addresses = asked(name) ? readAddresses(each) : undefined;
    if (addresses === undefined) for (const _ of each);
    contents.set(name.replaceAll('"', ''), { entries, addresses });
  }
  return contents;
}

/** The first word of each element: what follows are time-outs, limits and counters. */
function* counted(text: string, from: number, to: number, count: () => void): Generator<string> {
  for (let at = from; at < to; ) {
    const comma = text.indexOf(',', at);
    const end = comma < 0 || comma > to ? to : comma;
    const word = /[0-9a-fA-F:][0-9a-fA-F:./-]*/.exec(text.slice(at, Math.min(end, at + 120)))?.[0];
    if (word !== undefined) {
      count();
      yield word;
    }
    at = end + 1;
  }
}
