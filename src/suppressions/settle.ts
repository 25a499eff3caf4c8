import { finding } from '../check/check.js';
import type { Diagnostic, Place, SourceFile, Span } from '../diagnostics/diagnostic.js';
import { isCode } from '../diagnostics/explain.js';
import { type Location, locator } from '../diagnostics/position.js';
import { type Code, words } from '../diagnostics/words/index.js';
import { type Document, nodeAt } from '../parse/document.js';
import type { SuppressedCode, Suppression } from '../parse/suppressions.js';

export const forms = ['-next-line', '-line', '-file'] as const;
export type Form = (typeof forms)[number];

/** One code of a comment that can suppress it. */
export interface Effect {
  readonly form: Form;
  readonly code: Code;
  /** Of the code. */
  readonly place: Span;
  readonly comment: Span;
}

/** What a comment suppresses, and what is wrong with it. Without a reason it suppresses nothing. */
function effectOf(suppression: Suppression): {
  readonly effects: readonly Effect[];
  readonly faults: readonly Diagnostic[];
} {
  const { codes, reason, place } = suppression;
  const form = forms.find((one) => one === suppression.form);
  if (form === undefined) {
    const args = { form: suppression.form };
    return { effects: [], faults: [finding('VG704', place, args)] };
  }
  if (codes.length === 0) return { effects: [], faults: [finding('VG705', place, {})] };
  const faults = [...(reason === '' ? [finding('VG700', place, {})] : []), ...codes.flatMap(faultOf)];
  const effects = codes.flatMap(({ text, place: at }) =>
    reason !== '' && isCode(text) && canBeSuppressed(text)
      ? [{ form, code: text, place: at, comment: place }]
      : [],
  );
  return { effects, faults };
}

function faultOf({ text, place }: SuppressedCode): readonly Diagnostic[] {
  if (!isCode(text)) return [finding('VG702', place, { code: text })];
  return canBeSuppressed(text) ? [] : [finding('VG703', place, { code: text, title: words[text].title })];
}

/** An error leaves nothing to compile; and a comment that is itself at fault is not mended by another. */
function canBeSuppressed(code: Code): boolean {
  return words[code].severity !== 'error' && !code.startsWith('VG7');
}

interface Body {
  readonly start: number;
  readonly end: number;
}

/** Tells whether a place is in a profile that is not in use, whose part of the policy nothing has checked. */
function idleIn({ written, profile }: Document): (place: Span) => boolean {
  const bodies = new Map<SourceFile, Body[]>();
  const profiles = nodeAt(written, ['profiles']);
  const entries = profiles?.kind === 'map' ? [...profiles.entries.values()] : [];
  for (const { key, keySpan, value } of entries) {
    if (key === profile || keySpan === undefined || value.span === undefined) continue;
    const body = { start: keySpan.start, end: value.span.end };
    const others = bodies.get(keySpan.file);
    if (others === undefined) bodies.set(keySpan.file, [body]);
    else others.push(body);
  }
  for (const ofFile of bodies.values()) ofFile.sort((a, b) => a.start - b.start);
  return ({ file, start }) => {
    const before = lastBefore(bodies.get(file) ?? [], start);
    return before !== undefined && start < before.end;
  };
}

/** Profiles stand one behind the other, and a hostile file has as many comments as profiles. */
function lastBefore(bodies: readonly Body[], place: number): Body | undefined {
  let [low, high] = [0, bodies.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bodies[middle]?.start ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return bodies[low - 1];
}

type Locate = (place: Place) => Location;

/**
 * The effects that speak of a finding. They are looked up and not gone through: a hostile file may have as many comments as
 * it has findings.
 */
function reachOf(
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

export interface Suppressed {
  readonly left: readonly Diagnostic[];
  readonly effects: readonly Effect[];
  /** Those that there was a finding for. */
  readonly used: ReadonlySet<Effect>;
}

/** The findings that no comment of the policy suppresses. */
export function suppress(findings: readonly Diagnostic[], document: Document): Suppressed {
  const effects = document.suppressions.flatMap((one) => effectOf(one).effects);
  const reaching = reachOf(effects, document, locator());
  const used = new Set<Effect>();
  const left = findings.filter((finding) => {
    const reached = reaching(finding);
    for (const effect of reached) used.add(effect);
    return reached.length === 0;
  });
  return { left, effects, used };
}

/** Found only beside other policies (`across`). */
const notOfOnePolicy: ReadonlySet<Code> = new Set(['VG380', 'VG381']);

/**
 * The findings that no comment of the policy suppresses, and what is wrong with the comments: without a reason, with a code
 * that is none or that cannot be suppressed, or suppressing nothing.
 */
export function settle(findings: readonly Diagnostic[], document: Document): readonly Diagnostic[] {
  if (document.suppressions.length === 0) return findings;
  const { left, effects, used } = suppress(findings, document);
  const isIdle = idleIn(document);
  const unused = effects
    .filter((effect) => !used.has(effect) && !notOfOnePolicy.has(effect.code))
    .filter(({ place }) => !isIdle(place))
    .map(({ place, code, form }) => finding('VG701', place, { code, form }));
  return [...left, ...document.suppressions.flatMap((one) => effectOf(one).faults), ...unused];
}
