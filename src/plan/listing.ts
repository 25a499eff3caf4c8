import type { AddressRange } from '../net/address.js';
import { parseAddressEntry } from '../net/address-entry.js';
import { type AddressSet, addressSet } from '../net/address-set.js';

/** One word of a rule with its value, spelled the same whatever tool and version printed it. */
export interface Field {
  readonly key: string;
  readonly value: string;
}

export interface ListedRule {
  /** `undefined`: somebody else's rule in one of our chains, or one whose comment is gone. */
  readonly id: string | undefined;
  /** In the order in which the kernel tries them. */
  readonly fields: readonly Field[];
}

export interface ListedChain {
  /** `IPv4 raw`, `IPv6 filter`, `inet`. */
  readonly place: string;
  readonly name: string;
  readonly attributes: readonly Field[];
  readonly rules: readonly ListedRule[];
}

/** A set, or whatever else has a name and no rules: a named limit. */
export interface ListedSet {
  readonly name: string;
  readonly attributes: readonly Field[];
  /** How many there are; `undefined` where the tool does not tell. */
  readonly entries: number | undefined;
  /** Of a list only: what rules have learned is counted, never looked at. */
  readonly addresses: AddressSet | undefined;
  /** Of a long list, where it is known: what is the same has the same. */
  readonly sha256?: string;
}

/** The one common form of what stands on a host, and of what a policy wants there. */
export interface Listing {
  readonly chains: readonly ListedChain[];
  readonly sets: readonly ListedSet[];
  /** A key that the kernel does not have is not in it. */
  readonly sysctls: ReadonlyMap<string, string>;
}

/** Which tool has printed a listing: iptables-save puts a backslash before a quote within quotes, nft and ipset do not. */
export type Quoting = 'iptables' | 'nft' | 'ipset';

/** A comment holds 255 bytes. What is open for longer is no comment that a line break has cut. */
const MOST_BREAKS = 256;

/**
 * The rules, sets and tables of a listing, each in one line. What an operator has written between quotes may hold a line break, and
 * the tools print it as it is (iptables-save 1.8.9, nft 1.0.6, ipset 7.17): what follows would look like a line of its own. Here
 * it is a blank. As `whole_lines` of install.sh does it.
 */
export function listingLines(text: string, quoting: Quoting): readonly string[] {
  const lines = text.split('\n');
  if (!text.includes('"')) return lines;
  const whole: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const end = isOpen(line, quoting) ? closing(lines, at, quoting) : at;
    whole.push(end === at ? line : lines.slice(at, end + 1).join(' '));
    at = end;
  }
  return whole;
}

/** Where the quotes are closed that stand open at the end of this line; the line itself where they are not. */
function closing(lines: readonly string[], from: number, quoting: Quoting): number {
  for (let at = from + 1; at < lines.length && at - from <= MOST_BREAKS; at++)
    if (isOpen(lines[at] ?? '', quoting)) return at;
  return from;
}

/** Older tools print what is searched for, and the prefix of NFLOG, without a backslash before a quote. */
const unescaped = /--string ".*" --algo|--nflog-prefix ".*"/g;

function isOpen(line: string, quoting: Quoting): boolean {
  if (!line.includes('"')) return false;
  const plain = quoting === 'iptables' ? line.replace(unescaped, '').replace(/\\./g, '') : line;
  return (plain.split('"').length - 1) % 2 === 1;
}

/** What stands in our table, of a listing in the words of nft that may have other tables. */
export function ourTableText(text: string): string {
  // What `nft list set` prints has no other table, and may be long.
  if (!/^table (?!inet vosguard \{)/m.test(text)) return text;
  let isOurs = false;
  return listingLines(text, 'nft')
    .filter((line) => {
      if (line.startsWith('table ')) isOurs = line.startsWith('table inet vosguard {');
      return isOurs;
    })
    .join('\n');
}

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

/** `key = value` a line, as `sysctl -a` prints. */
export function readSysctls(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(/^([\w./-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/gm);
  return new Map([...lines].map(([, key = '', value = '']) => [key, value.replace(/\s+/g, ' ')]));
}
