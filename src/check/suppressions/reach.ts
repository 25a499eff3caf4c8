import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Location } from '../../diagnostics/locate.js';
import type { Place, SourceFile } from '../../diagnostics/source.js';
import type { Code } from '../../diagnostics/words/index.js';
import type { Document } from '../../parse/document.js';
import type { Effect } from './effect.js';

type Locate = (place: Place) => Location;

/**
 * The effects that speak of a finding. They are looked up and not gone through: a hostile file may have as many comments as
 * it has findings.
 */
export function reachOf(
  effects: readonly Effect[],
  document: Document,
  locate: Locate,
): (finding: Diagnostic) => readonly Effect[] {
  const nextLine = nextLines();
  const byKey = new Map<string, Effect[]>();
  for (const effect of effects) {
    const { form, code, comment } = effect;
    const own = form === '-file' ? 0 : locate(comment).start.line;
    const line = form === '-next-line' ? nextLine(comment.file, own) : own;
    const key = keyOf(code, document.files.indexOf(comment.file), line);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [effect]);
    else same.push(effect);
  }
  return ({ code, place }) => {
    // A finding about defaults has no place: it belongs to the policy itself, which is the first of the files.
    const file = place === undefined ? 0 : document.files.indexOf(place.file);
    const line = place === undefined ? [] : [locate(place).start.line];
    return [0, ...line].flatMap((one) => byKey.get(keyOf(code, file, one)) ?? []);
  };
}

/** Lines count from 1; 0 is the whole file. */
const keyOf = (code: Code, file: number, line: number): string => `${code} ${file} ${line}`;

/** The next line that says something, since comments may stand above each other. Each file is read once, from its end. */
function nextLines(): (file: SourceFile, line: number) => number {
  const read = new Map<SourceFile, readonly number[]>();
  return (file, line) => {
    const next = read.get(file) ?? nextIn(file.text.split('\n'));
    read.set(file, next);
    return next[line] ?? line + 1;
  };
}

function nextIn(lines: readonly string[]): readonly number[] {
  const next: number[] = [];
  let following = lines.length + 1;
  for (let line = lines.length; line > 0; line--) {
    next[line] = following;
    if (!/^\s*(#|$)/.test(lines[line - 1] ?? '')) following = line;
  }
  return next;
}
