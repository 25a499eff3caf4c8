import { createHash } from 'node:crypto';
import type { ListPlace, SourceFile } from '../../diagnostics/diagnostic.js';
import type { LocatedRange } from '../../net/merge-entries.js';
import { type FileText, listLimit, type PolicyFiles, policyLimit } from '../../parse/files.js';
import { mostGroups } from '../../policy/bounds.js';
import { emptyLock, type ListLock, type LockedList, lockName, readLock } from '../../policy/list-lock.js';
import { isOnSwitch, type ListSpec, originText, plainLines } from '../../policy/list-spec.js';
import { child, entries, type Field, fault, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import { readListSpec } from '../values/lists.js';
import { type FaultyToken, parseList } from './list-file.js';
import { type ListToken, listText } from './list-tokens.js';
import { type PlaceBook, reportAddressFault } from './places.js';

/** What the lock says of a list, if it is the same list: one that is fetched from elsewhere now is another one. Read when first asked. */
function lockReader(
  files: PolicyFiles,
  policy: string | undefined,
): (spec: ListSpec) => LockedList | undefined {
  let lock: ListLock | undefined;
  return ({ name, origin }) => {
    lock ??= lockBeside(files, policy);
    const locked = lock.get(name);
    return locked?.origin === originText(origin) ? locked : undefined;
  };
}

function lockBeside(files: PolicyFiles, policy: string | undefined): ListLock {
  if (policy === undefined) return emptyLock;
  const found = files.read(lockName, policy, policyLimit);
  return found.kind === 'text' ? (readLock(new TextDecoder().decode(found.bytes)) ?? emptyLock) : emptyLock;
}

/** Whether the file is what was fetched. */
function reportLock(field: Field, { path: file, bytes }: FileText, locked: LockedList | undefined): void {
  if (locked?.sha256 === undefined) fault(field, 'VG253', { file });
  else if (createHash('sha256').update(bytes).digest('hex') !== locked.sha256)
    fault(field, 'VG252', { file });
}

/** The entries of one list file. The same file is the same object, however often it is named. */
export interface List {
  /** As shown to the user. */
  readonly file: string;
  readonly ranges: Iterable<LocatedRange>;
  /** Its entry in `lists`, and what the lock says of it. */
  readonly spec: ListSpec | undefined;
  readonly locked: LockedList | undefined;
}

export interface Lists {
  /** Reads the file that the field names. A file that cannot be had is reported, and is then an empty list. */
  readonly read: (field: Field, path: string) => List;
  /** Reads an entry of `lists`, whose map the field is. */
  readonly readNamed: (field: Field, spec: ListSpec) => List;
  /** The bytes of every list so far, in the order of reading: part of the policy's digest. */
  readonly contents: readonly Uint8Array[];
}

/** What is asked of a file beside its form. */
type Wish = Pick<ListSpec, 'form' | 'skip' | 'min' | 'max'>;

const plain: Wish = { form: plainLines, skip: 0, min: undefined, max: undefined };

/** `policy` is its path: the lock is beside it. */
export function listsOf(files: PolicyFiles, book: PlaceBook, policy: string | undefined): Lists {
  const lockOf = lockReader(files, policy);
  const known = new Map<string, List>();
  const read = new Set<string>();
  const contents: Uint8Array[] = [];
  const readAs = (field: Field, path: string, wish: Wish, spec?: ListSpec): List => {
    const result = files.read(path, field.node?.span?.file.path, listLimit);
    const fetched = spec !== undefined && spec.origin.kind !== 'file';
    if (result.kind === 'fault') {
      fault(field, 'VG230', { file: result.path, fault: result.fault, fetched });
      return { file: result.path, ranges: [], spec, locked: undefined };
    }
    const locked = fetched ? lockOf(spec) : undefined;
    if (fetched) reportLock(field, result, locked);
    const key = JSON.stringify([result.identity, spec ?? null]);
    const list = known.get(key) ?? { ...readList(field, result, wish, book), spec, locked };
    if (!read.has(result.identity)) contents.push(result.bytes);
    read.add(result.identity);
    known.set(key, list);
    return list;
  };
  return {
    contents,
    read: (field, path) => readAs(field, path, plain),
    readNamed: (field, spec) => {
      if (isOnSwitch(spec.origin)) return { file: spec.name, ranges: [], spec, locked: undefined };
      const file = child(field, 'file');
      return readAs(file.node === undefined ? field : file, spec.file, spec, spec);
    },
  };
}

function readList(field: Field, file: FileText, wish: Wish, book: PlaceBook): Pick<List, 'file' | 'ranges'> {
  const { form } = wish;
  const read = listText(file.bytes, form.kind === 'json');
  if (read.kind === 'other') {
    fault(field, 'VG247', { file: file.path, what: read.what });
    return { file: file.path, ranges: [] };
  }
  const { text } = read;
  const { ranges, starts, lines, faults, faultCount, whole } = parseList(text, book.next(), form);
  const source: SourceFile = { path: file.path, text: '' };
  book.add(starts.length, (offset) => {
    const [start, line] = [starts[offset], lines[offset]];
    if (start === undefined || line === undefined) return undefined;
    return placeIn(text, source, { start, end: endOf(text, start), line });
  });
  if (!whole) fault(field, 'VG248', { file: file.path });
  else if (form.kind === 'json' && starts.length === 0)
    fault(field, 'VG249', { file: file.path, keys: form.keys });
  const at = (token: ListToken) => placeIn(text, source, token);
  reportUnread(field, { file, source, faults, faultCount, skip: wish.skip, at });
  reportNumber(field, file, starts.length - faultCount, wish);
  return { file: file.path, ranges };
}

interface Unread {
  readonly file: FileText;
  readonly source: SourceFile;
  readonly faults: readonly FaultyToken[];
  readonly faultCount: number;
  readonly skip: number;
  readonly at: (token: ListToken) => ListPlace;
}

function reportUnread(field: Field, { file, source, faults, faultCount, skip, at }: Unread): void {
  if (faultCount === 0) return;
  if (faultCount <= skip) {
    const related = file.outside ? [] : faults.map(({ token }) => ({ place: at(token), label: 'left out' }));
    const lines = faults.map(({ token }) => token.line);
    const args = { file: file.path, lines, more: faultCount - faults.length };
    field.findings.add('VG245', args, { path: field.path, related });
    return;
  }
  for (const faulty of faults) {
    if (file.outside) reportLine(field, source, faulty);
    else reportFault(field, faulty, at(faulty.token));
  }
  if (faultCount > faults.length) fault(field, 'VG231', { more: faultCount - faults.length });
}

function reportNumber(field: Field, { path: file }: FileText, entries: number, { min, max }: Wish): void {
  if (min !== undefined && entries < min) fault(field, 'VG246', { file, entries, than: 'min', bound: min });
  if (max !== undefined && entries > max) fault(field, 'VG246', { file, entries, than: 'max', bound: max });
}

const MOST_SHOWN = 100;
const written = /^[0-9a-fA-F.:]+(\/\d+)?([ \t]*-[ \t]*[0-9a-fA-F.:]+(\/\d+)?)?/;

/** Of an entry that was read: an address, a network, or a range with or without blanks. */
function endOf(text: string, start: number): number {
  const [found] = written.exec(text.slice(start, start + MOST_SHOWN)) ?? [''];
  return start + Math.max(found.length, 1);
}

function placeIn(text: string, file: SourceFile, { start, end, line }: ListToken): ListPlace {
  return { file, line, column: start - text.lastIndexOf('\n', start), length: end - start };
}

/** Of a file that is not the policy's own, the number of the line is all that is said. */
function reportLine(field: Field, file: SourceFile, { token: { line } }: FaultyToken): void {
  const place: ListPlace = { file, line, column: 1, length: 1 };
  field.findings.add('VG232', { line }, { path: field.path, place });
}

function reportFault(field: Field, { fault: found }: FaultyToken, place: ListPlace | undefined): void {
  const where = { path: field.path, place };
  if (found.kind === 'second-entry') field.findings.add('VG233', {}, where);
  else reportAddressFault(field.findings, found, where);
}

/** The section `lists`. */
export interface NamedLists {
  readonly specs: readonly ListSpec[];
  readonly names: readonly string[];
  /** The list whose name the field says; a name that is not there is reported. Its file is read when it is first asked for. */
  readonly list: (field: Field) => List | undefined;
}

export function namedLists(field: Field, files: Lists): NamedLists {
  const fields = new Map(entries(field).slice(0, mostGroups));
  const specs = new Map([...fields].map(([name, one]) => [name, readListSpec(name, one)]));
  const names = [...fields.keys()];
  const read = new Map<string, List>();
  return {
    specs: [...specs.values()],
    names,
    list: (key) => {
      const name = textOf(key);
      if (name === undefined) return undefined;
      const [at, spec] = [fields.get(name), specs.get(name)];
      if (at === undefined || spec === undefined) {
        fault(key, 'VG228', { what: 'list', name, nearest: nearest(name, names), known: names });
        return undefined;
      }
      const list = read.get(name) ?? files.readNamed(at, spec);
      read.set(name, list);
      return list;
    },
  };
}
