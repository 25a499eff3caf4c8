import type { Diagnostic, Finding, ListPlace } from '../../diagnostics/diagnostic.js';
import { type AddressRange, addressText } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import type { Findings } from '../findings.js';
import { mostListFaults } from './list-file.js';
import { eachToken } from './list-tokens.js';
import { reportAddressFault } from './places.js';

export interface KnownList {
  readonly findings: readonly Diagnostic[];
  readonly entries: number;
  /** `ADDRESS` or `ADDRESS SECONDS` a line, and nothing else: what `install.sh --known` takes. */
  readonly text: string;
}

/** ipset keeps milliseconds in 31 bits. */
const mostSeconds = 2_147_483;

type Report = Pick<Findings, 'add'>['add'];

/** Reads a list of sources that the switch knows, such as one that it exports: an address a line, and how many seconds it is good for. */
export function parseKnownList(path: string, text: string): KnownList {
  const findings: Diagnostic[] = [];
  const lines: string[] = [];
  const file = { path, text: '' };
  let faults = 0;
  eachToken(text, '#', (start, end, line) => {
    const column = start - text.lastIndexOf('\n', start);
    const add: Report = (code, args, { place }) => {
      const finding: Finding<typeof code> = { code, args, place, related: [] };
      // As in findings.ts: a generic pair is one of the union's pairs.
      if (++faults <= mostListFaults) findings.push(finding as Diagnostic);
    };
    const entry = entryOf(text.slice(start, end), { file, line, column, length: end - start }, add);
    if (entry !== undefined) lines.push(`${entry}\n`);
  });
  const more = faults - mostListFaults;
  const place: ListPlace = { file, line: 1, column: 1, length: 1 };
  if (more > 0) findings.push({ code: 'VG754', args: { more }, place, related: [] });
  return { findings, entries: lines.length, text: lines.join('') };
}

function entryOf(token: string, whole: ListPlace, add: Report): string | undefined {
  const [address = '', seconds, ...more] = token.split(/[ \t]+/);
  const at = (word: string) => ({
    path: [],
    place: { ...whole, column: whole.column + token.lastIndexOf(word), length: word.length },
  });
  const parsed = parseAddressEntry(address);
  if (parsed.kind === 'fault') {
    const place = { ...whole, length: address.length };
    reportAddressFault({ add }, parsed.fault, { path: [], place });
    return undefined;
  }
  const source = single(parsed.range);
  if (source === undefined)
    return void add('VG750', {}, { path: [], place: { ...whole, length: address.length } });
  if (source === '0.0.0.0' || source === '::') return void add('VG753', {}, { path: [], place: whole });
  if (more.length > 0) return void add('VG752', {}, at(more[0] ?? ''));
  if (seconds === undefined) return source;
  if (!/^\d{1,7}$/.test(seconds) || Number(seconds) > mostSeconds) return void add('VG751', {}, at(seconds));
  return `${source} ${Number(seconds)}`;
}

function single(range: AddressRange): string | undefined {
  if (range.first !== range.last) return undefined;
  return addressText(
    range.family === 'ipv4' ? { family: 'ipv4', value: range.first } : { family: 'ipv6', value: range.first },
  );
}
