import type { AddressRange } from '../../net/address.js';
import { type AddressEntry, parseAddressEntry } from '../../net/address-entry.js';
import { ipv4Value } from '../../net/ip-text.js';
import type { LocatedRange } from '../../net/merge-entries.js';
import type { AddressFault } from '../../net/read-address.js';
import { type HostBits, type ListForm, plainLines } from '../../policy/list-spec.js';
import { eachCell } from './forms.js';
import type { ListToken } from './list-tokens.js';

/**
 * As an entry of the policy, and what lists from elsewhere have beside it: blanks around the dash of a range, and IPv4 written as IPv6,
 * which is the same host. Host bits only where the policy says what they mean.
 */
function parseListEntry(text: string, hostBits: HostBits): AddressEntry {
  const parsed = parseAddressEntry(text.replace(/[ \t]*-[ \t]*/, '-'));
  if (parsed.kind === 'range') return parsed;
  const { fault } = parsed;
  if (fault.kind === 'ipv4-mapped') return parseListEntry(fault.ipv4, hostBits);
  if (fault.kind === 'host-bits-set' && hostBits === 'network')
    return parseListEntry(fault.network, hostBits);
  return parsed;
}

/**
 * The entries of a list in the order of reading. An object for each of a million would take 130 MB and the time to collect
 * them; IPv4 is two numbers here, and becomes an object again only while somebody looks at it.
 */
export interface RangeColumns extends Iterable<LocatedRange> {
  /** A single IPv4 address. */
  readonly addQuad: (value: number) => void;
  readonly addRange: (range: AddressRange) => void;
  /** An entry that is none, which has an index nevertheless. */
  readonly skip: () => void;
}

const NO_QUAD = -1;

/** The first entry has the index `first`. */
function rangeColumns(first: number): RangeColumns {
  const firsts: number[] = [];
  const lasts: number[] = [];
  const wide = new Map<number, AddressRange>();
  const push = (from: number, to: number) => {
    firsts.push(from);
    lasts.push(to);
  };
  return {
    addQuad: (value) => push(value, value),
    addRange: (range) => {
      if (range.family === 'ipv4') return push(range.first, range.last);
      wide.set(firsts.length, range);
      return push(NO_QUAD, NO_QUAD);
    },
    skip: () => push(NO_QUAD, NO_QUAD),
    *[Symbol.iterator]() {
      for (let i = 0; i < firsts.length; i++) {
        const [from, to] = [firsts[i] as number, lasts[i] as number];
        const range = from === NO_QUAD ? wide.get(i) : ({ family: 'ipv4', first: from, last: to } as const);
        if (range !== undefined) yield { range, index: first + i };
      }
    },
  };
}

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
