import type { Diagnostic, Related, Severity } from './diagnostic.js';
import { type Location, locator } from './position.js';
import { type Sentences, sentences } from './sentences.js';
import type { Code } from './words/index.js';

/** A finding with everything that a renderer prints. */
export interface Told extends Sentences {
  readonly finding: Diagnostic;
  readonly location: Location | undefined;
  readonly related: readonly ToldRelated[];
}

export interface ToldRelated extends Related {
  readonly location: Location;
}

/**
 * The findings in the order of reading: by file, position and code, those without a place first.
 * Two that would print the same, as when a profile repeats the base's mistake, become one.
 */
export function inOrder(findings: readonly Diagnostic[]): readonly Told[] {
  const locate = locator();
  const told = findings.map((finding) => ({
    ...sentences(finding),
    finding,
    location: finding.place && locate(finding.place),
    related: finding.related.map((related) => ({ ...related, location: locate(related.place) })),
  }));
  const distinct = new Map(told.map((one) => [identity(one), one]));
  return [...distinct.values()].sort(compare);
}

function identity({ finding, location, what }: Told): string {
  return JSON.stringify([finding.code, location, what]);
}

function compare(a: Told, b: Told): number {
  return (
    compareText(a.location?.path ?? '', b.location?.path ?? '') ||
    (a.location?.start.line ?? 0) - (b.location?.start.line ?? 0) ||
    (a.location?.start.column ?? 0) - (b.location?.start.column ?? 0) ||
    compareText(a.finding.code, b.finding.code) ||
    compareText(a.what, b.what)
  );
}

/** By code unit: the order must not depend on the reader's locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type Counts = { readonly [S in Severity]: number };

/** How many findings of each severity would be printed, the same ones counted once. */
export function countFindings(findings: readonly Diagnostic[]): Counts {
  return countTold(inOrder(findings));
}

export function countTold(told: readonly Told[]): Counts {
  const count = (severity: Severity) => told.filter((one) => one.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

/** A person reads no more, and a policy from a stranger may have any number of mistakes. */
export const MOST_SHOWN = 100;

export interface Shown {
  readonly told: readonly Told[];
  /** How many there are beside those, by code; nothing where all are shown. */
  readonly more: readonly (readonly [code: Code, count: number])[];
}

const ranks = { error: 0, warning: 1, note: 2 } as const satisfies Record<Severity, number>;

/** The first findings, errors before warnings and those before notes, in the order of reading; the rest is counted. */
export function shownOf(all: readonly Told[]): Shown {
  // VG209 is a count itself.
  const counted = all.filter(({ finding }) => finding.code !== 'VG209');
  if (counted.length <= MOST_SHOWN) return { told: all, more: [] };
  const first = new Set(
    counted.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]).slice(0, MOST_SHOWN),
  );
  const more = new Map<Code, number>();
  for (const one of counted)
    if (!first.has(one)) more.set(one.finding.code, (more.get(one.finding.code) ?? 0) + 1);
  return {
    told: all.filter((one) => one.finding.code === 'VG209' || first.has(one)),
    more: [...more].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** `300 more findings are not shown: VG324 299, VG302 1`; empty where there are none. */
export function moreText(more: Shown['more']): string {
  if (more.length === 0) return '';
  const total = more.reduce((sum, [, count]) => sum + count, 0);
  const codes = more.map(([code, count]) => `${code} ${count}`).join(', ');
  return `${total} more ${total === 1 ? 'finding is' : 'findings are'} not shown: ${codes}`;
}
