import { parseAddressEntry } from '../../net/address-entry.js';
import type { AddressFault } from '../../net/address-fault.js';
import { ipv4Value } from '../../net/ipv4.js';
import type { LocatedRange } from '../../net/located-range.js';
import { eachToken, type ListToken } from './list-tokens.js';
import { rangeColumns } from './range-columns.js';

export type ListFault = AddressFault | { readonly kind: 'second-entry' };

export interface FaultyToken {
  readonly token: ListToken;
  readonly fault: ListFault;
}

export interface ParsedList {
  readonly ranges: Iterable<LocatedRange>;
  /** The offset and the line of each entry, faulty ones too; `ranges` are numbered in this order. */
  readonly starts: readonly number[];
  readonly lines: readonly number[];
  /** The first `mostListFaults` of them. */
  readonly faults: readonly FaultyToken[];
  readonly faultCount: number;
}

/** A message for each line of a file of the wrong kind helps nobody. */
export const mostListFaults = 20;

/** One address, network or range a line; the first entry has the index `first`. */
export function parseList(text: string, first: number): ParsedList {
  const ranges = rangeColumns(first);
  const starts: number[] = [];
  const lines: number[] = [];
  const faults: FaultyToken[] = [];
  let faultCount = 0;
  eachToken(text, (start, end, line) => {
    starts.push(start);
    lines.push(line);
    const quad = ipv4Value(text, start, end);
    if (quad !== undefined) return ranges.addQuad(quad);
    const parsed = parseAddressEntry(text.slice(start, end));
    if (parsed.kind === 'range') return ranges.addRange(parsed.range);
    ranges.skip();
    if (++faultCount <= mostListFaults) faults.push(faultOf(text, { start, end, line }, parsed.fault));
  });
  return { ranges, starts, lines, faults, faultCount };
}

/** Of a line with several words only the offending one is named: the rest of a list is not shown. */
function faultOf(text: string, token: ListToken, fault: AddressFault): FaultyToken {
  const words = [...text.slice(token.start, token.end).matchAll(/\S+/g)];
  const wrong = words.find(([word]) => parseAddressEntry(word).kind === 'fault') ?? words[1];
  if (words.length === 1 || wrong === undefined) return { token, fault };
  const start = token.start + wrong.index;
  const parsed = parseAddressEntry(wrong[0]);
  return {
    token: { ...token, start, end: start + wrong[0].length },
    fault: parsed.kind === 'fault' ? parsed.fault : { kind: 'second-entry' },
  };
}
