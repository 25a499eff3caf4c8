import { isUtf8 } from 'node:buffer';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Diagnostic, Report, SourceFile, Span } from '../diagnostics/diagnostic.js';
import { faultFinding, policyLimit } from './files.js';
import { syntax } from './syntax.js';
import type { MapNode } from './tree.js';
import { treeOf } from './tree-of.js';

/**
 * The text of a file's bytes, without a byte order mark; `undefined` where they are not UTF-8. NUL is valid
 * UTF-8, but no text has it: a file full of them is UTF-16 or binary.
 */
function textOf(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) && !bytes.includes(0) ? new TextDecoder('utf-8').decode(bytes) : undefined;
}

/**
 * What YAML 1.2 section 5.1 leaves out of its printable characters, and a byte order mark that is not at the
 * start. A carriage return alone is a line break in YAML and not in the `yaml` package: it would hide a line.
 */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]|\r(?!\n)/g;

/** Reports every control character; true if there is none. */
function onlyPrintable(file: SourceFile, report: Report): boolean {
  let clean = true;
  for (const { index, 0: found } of file.text.matchAll(forbidden)) {
    clean = false;
    const place = { file, start: index, end: index + 1 };
    report({ code: 'VG107', args: { character: codePointName(found) }, place, related: [] });
  }
  return clean;
}

function codePointName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `readTree`, or one that remembers what it has read. */
export type ReadTree = typeof readTree;

/** For many policies that include the same files: a file whose bytes have not changed is read once, and its mistakes are told each time. */
export function readingOnce(): ReadTree {
  const remembered = new Map<
    string,
    { readonly bytes: Uint8Array; readonly said: readonly Diagnostic[] } & TreeOfFile
  >();
  return (path, bytes, named, report) => {
    const before = remembered.get(path);
    if (before !== undefined && isSame(before.bytes, bytes)) {
      before.said.forEach(report);
      return before;
    }
    const said: Diagnostic[] = [];
    const read = readTree(path, bytes, named, (finding) => said.push(finding));
    said.forEach(report);
    if (read.tree !== undefined) remembered.set(path, { ...read, bytes, said });
    return read;
  };
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

interface TreeOfFile {
  readonly file: SourceFile;
  readonly tree: MapNode | undefined;
}

/** One YAML file as a tree. `named` is the place that names the file; `tree` is `undefined` where it cannot be used. */
export function readTree(
  path: string,
  bytes: Uint8Array,
  named: Span | undefined,
  report: Report,
): TreeOfFile {
  const text = textOf(bytes);
  const file: SourceFile = { path, text: text ?? '' };
  if (text === undefined) {
    report(faultFinding('not-text', path, policyLimit, named));
    return { file, tree: undefined };
  }
  return { file, tree: onlyPrintable(file, report) ? mapOf(file, report) : undefined };
}

function mapOf(file: SourceFile, report: Report): MapNode | undefined {
  let sound = true;
  const document = syntax(file, (finding) => {
    sound = false;
    report(finding);
  });
  const root = document?.contents;
  if (isMap(root)) {
    const tree = treeOf(root, file, report);
    return tree?.kind === 'map' ? tree : undefined;
  }
  const place: Span = { file, start: root?.range[0] ?? 0, end: (root?.range[0] ?? 0) + 1 };
  const empty = !root || (isScalar(root) && root.source === '');
  if (!empty)
    report({ code: 'VG111', args: { found: isSeq(root) ? 'a list' : 'a single value' }, place, related: [] });
  else if (sound)
    report({ code: 'VG110', args: { path: file.path }, place: { file, start: 0, end: 0 }, related: [] });
  return undefined;
}
