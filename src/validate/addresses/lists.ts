import type { ListPlace, SourceFile } from '../../diagnostics/source.js';
import type { LocatedRange } from '../../net/located-range.js';
import { type FileText, listLimit, type PolicyFiles } from '../../parse/files.js';
import { type Field, fault } from '../field.js';
import { reportAddressFault } from './address-fault.js';
import { type FaultyToken, parseList } from './list-file.js';
import type { ListToken } from './list-tokens.js';
import type { PlaceBook } from './place-book.js';

/** The entries of one list file. The same file is the same object, however often it is named. */
export interface List {
  /** As shown to the user. */
  readonly file: string;
  readonly ranges: Iterable<LocatedRange>;
}

export interface Lists {
  /** Reads the file that the field names. A file that cannot be had is reported, and is then an empty list. */
  readonly read: (field: Field, path: string) => List;
  /** The bytes of every list so far, in the order of reading: part of the policy's digest. */
  readonly contents: readonly Uint8Array[];
}

export function listsOf(files: PolicyFiles, book: PlaceBook): Lists {
  const known = new Map<string, List>();
  const contents: Uint8Array[] = [];
  return {
    contents,
    read: (field, path) => {
      const result = files.read(path, field.node?.span?.file.path, listLimit);
      if (result.kind === 'fault') {
        fault(field, 'VG230', { file: result.path, fault: result.fault });
        return { file: result.path, ranges: [] };
      }
      const list = known.get(result.identity) ?? readList(field, result, book);
      if (!known.has(result.identity)) contents.push(result.bytes);
      known.set(result.identity, list);
      return list;
    },
  };
}

function readList(field: Field, file: FileText, book: PlaceBook): List {
  const text = new TextDecoder().decode(file.bytes);
  const { ranges, starts, lines, faults, faultCount } = parseList(text, book.next());
  const source: SourceFile = { path: file.path, text: '' };
  book.add(starts.length, (offset) => {
    const [start, line] = [starts[offset], lines[offset]];
    if (start === undefined || line === undefined) return undefined;
    return placeIn(text, source, { start, end: endOf(text, start), line });
  });
  for (const faulty of faults) {
    if (file.outside) reportLine(field, source, faulty);
    else reportFault(field, faulty, placeIn(text, source, faulty.token));
  }
  if (faultCount > faults.length) fault(field, 'VG231', { more: faultCount - faults.length });
  return { file: file.path, ranges };
}

/** An entry without faults has neither a blank nor a comment in it. */
function endOf(text: string, start: number): number {
  const length = text.slice(start, start + 100).search(/[\s#]/);
  return length === -1 ? Math.min(start + 100, text.length) : start + length;
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
