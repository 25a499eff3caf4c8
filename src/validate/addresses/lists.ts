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
  readonly ranges: readonly LocatedRange[];
}

export interface Lists {
  /** Reads the file that the field names. A file that cannot be had is reported, and is then an empty list. */
  readonly read: (field: Field, path: string) => List;
  /** The bytes of every list so far, in the order of reading: part of the policy's digest. */
  readonly contents: readonly Uint8Array[];
}

const none: List = { ranges: [] };

export function listsOf(files: PolicyFiles, book: PlaceBook): Lists {
  const known = new Map<string, List>();
  const contents: Uint8Array[] = [];
  return {
    contents,
    read: (field, path) => {
      const result = files.read(path, field.node?.span?.file.path, listLimit);
      if (result.kind === 'fault') {
        fault(field, 'VG230', { file: result.path, fault: result.fault });
        return none;
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
  const parsed = parseList(text);
  const source: SourceFile = { path: file.path, text: '' };
  const placeAt = placesIn(text, source);
  const first = book.add(parsed.tokens.length, (offset) => placeAt(parsed.tokens[offset]));
  for (const faulty of parsed.faults) {
    if (file.outside) reportLine(field, source, faulty);
    else reportFault(field, faulty, placeAt(faulty.token));
  }
  const more = parsed.faultCount - parsed.faults.length;
  if (more > 0) fault(field, 'VG231', { more });
  return { ranges: parsed.ranges.map(({ range, index }) => ({ range, index: first + index })) };
}

function placesIn(text: string, file: SourceFile): (token: ListToken | undefined) => ListPlace | undefined {
  return (token) => {
    if (token === undefined) return undefined;
    const column = token.start - (text.lastIndexOf('\n', token.start) + 1) + 1;
    return { file, line: token.line, column, length: token.end - token.start };
  };
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
