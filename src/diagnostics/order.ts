import type { Diagnostic, Related } from './diagnostic.js';
import { type Location, locator } from './locate.js';
import { type Sentences, sentences } from './sentences.js';

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
