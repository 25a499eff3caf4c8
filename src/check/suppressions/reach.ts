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
    const own = form === '-file' ? wholeFile : locate(comment).start.line;
    const line = form === '-next-line' ? nextLine(comment.file, own) : own;
    const key = keyOf(code, document.files.indexOf(comment.file), line);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [effect]);
    else same.push(effect);
  }
  return ({ code, place }) => {
    const file = place === undefined ? -1 : document.files.indexOf(place.file);
    // Neither a default nor a list has lines that a comment could stand above: they belong to the policy itself, the first file.
    if (place === undefined || file < 0) return byKey.get(keyOf(code, 0, wholeFile)) ?? [];
    const lines = [wholeFile, locate(place).start.line];
    return lines.flatMap((line) => byKey.get(keyOf(code, file, line)) ?? []);
  };
}

/** Lines count from 1. */
const wholeFile = 0;

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
