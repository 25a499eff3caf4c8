import { parseAddressEntry } from '../../net/address-entry.js';
import { pathText } from '../../policy/path.js';
import type { DatedEntry } from '../../policy/policy.js';
import { child, type Field, fault, missing, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import type { Lists, NamedLists } from './lists.js';
import type { Part } from './parts.js';
import { type PlaceBook, readDay, reportAddressFault } from './places.js';

/** Reads one item. Nothing comes of an item with a fault. */
export interface PartReader {
  /** A group's name or an address. */
  readonly source: (field: Field) => readonly Part[];
  /** The same, or a map with `file` or `address`. */
  readonly entry: (field: Field) => readonly Part[];
  /** The entries so far that carry a last day. */
  readonly dated: readonly DatedEntry[];
}

/** Whatever has neither a dot nor a colon is no address, so it is meant as a name. */
const nameForm = /^[A-Za-z][A-Za-z0-9_-]*$/;

const MOST_GUESSED = 100;

/** What lists an item may name: a file, or an entry of `lists`. */
export interface Readable {
  readonly files: Lists;
  readonly named: NamedLists;
}

export function partReader(
  groups: readonly string[],
  { files, named }: Readable,
  book: PlaceBook,
): PartReader {
  const dated: DatedEntry[] = [];
  const known = new Set(groups);
  let unknown = 0;
  const name = (field: Field, text: string): readonly Part[] => {
    if (known.has(text)) return [{ kind: 'group', name: text }];
    unknown += 1;
    // Each is compared with every group, and no more than so many are told.
    const guessed = () => (unknown > MOST_GUESSED ? undefined : nearest(text, groups));
    const near = named.names.includes(text) ? `{ list: ${text} }` : guessed();
    fault(field, 'VG228', { what: 'group', name: text, nearest: near, known: groups });
    return [];
  };
  const source = (field: Field): readonly Part[] => {
    if (field.node?.kind === 'map') return listed(field);
    const text = textOf(field);
    if (text === undefined) return [];
    return nameForm.test(text) ? name(field, text) : readAddress(field, text, book);
  };
  const listed = (field: Field): readonly Part[] => {
    const key = child(field, 'list');
    const list = named.list(key);
    return list === undefined ? [] : [{ kind: 'list', list, path: key.path }];
  };
  const entry = (field: Field): readonly Part[] => {
    if (field.node?.kind !== 'map') return source(field);
    const [file, address] = [child(field, 'file'), child(field, 'address')];
    if (file.node !== undefined) {
      if (field.node.entries.size > 1) reportMixture(field);
      const { node } = file;
      const path = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
      return path === '' ? [] : [{ kind: 'list', list: files.read(file, path), path: file.path }];
    }
    if (child(field, 'list').node !== undefined) {
      if (field.node.entries.size > 1) reportMixture(field);
      return listed(field);
    }
    if (address.node === undefined) missing(field, 'address');
    dated.push(...readDated(field));
    return source(address);
  };
  return { source, entry, dated };
}

function reportMixture(field: Field): void {
  fault(field, 'VG201', {
    path: pathText(field.path),
    expected: '`{ file: PATH }` or `{ list: NAME }` alone or a map with `address`',
    found: 'both',
  });
}

function readAddress(field: Field, text: string, book: PlaceBook): readonly Part[] {
  const parsed = parseAddressEntry(text);
  if (parsed.kind === 'range') {
    const index = book.add(1, () => field.node?.span);
    return [{ kind: 'entry', entry: { range: parsed.range, index } }];
  }
  reportAddressFault(field.findings, parsed.fault, { path: field.path });
  return [];
}

function readDated(field: Field): readonly DatedEntry[] {
  const until = child(field, 'until');
  if (until.node === undefined) return [];
  const [address, reason] = [textOf(child(field, 'address')), textOf(child(field, 'reason'))];
  return [{ address: address ?? '', until: readDay(until), reason: reason ?? '', path: field.path }];
}
