import { parseAddressEntry } from '../../net/address-entry.js';
import type { AddressFault } from '../../net/address-fault.js';
import { ipv4Value } from '../../net/ipv4.js';
import type { LocatedRange } from '../../net/located-range.js';
import { type ListForm, plainLines } from '../../policy/list-spec.js';
import { eachCell } from './forms/cells.js';
import { parseListEntry } from './list-entry.js';
import type { ListToken } from './list-tokens.js';
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
  /** `false`: it breaks off, or is not of the form at all. */
  readonly whole: boolean;
}

/** A message for each line of a file of the wrong kind helps nobody. */
export const mostListFaults = 20;

/** The first entry has the index `first`. */
export function parseList(text: string, first: number, form: ListForm = plainLines): ParsedList {
  const ranges = rangeColumns(first);
  const starts: number[] = [];
  const lines: number[] = [];
  const faults: FaultyToken[] = [];
  let faultCount = 0;
  const hostBits = 'hostBits' in form ? form.hostBits : 'refuse';
  const whole = eachCell(text, form, (start, end, line, meant) => {
    starts.push(start);
    lines.push(line);
    const quad = meant === undefined ? ipv4Value(text, start, end) : undefined;
    if (quad !== undefined) return ranges.addQuad(quad);
    const parsed = parseListEntry(meant ?? text.slice(start, end), hostBits);
    if (parsed.kind === 'range') return ranges.addRange(parsed.range);
    ranges.skip();
    if (++faultCount > mostListFaults) return;
    const token = { start, end, line };
    faults.push(form.kind === 'lines' ? faultOf(text, token, parsed.fault) : { token, fault: parsed.fault });
  });
  return { ranges, starts, lines, faults, faultCount, whole };
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
