import { createHash } from 'node:crypto';
import type { Diagnostic, Severity } from '../diagnostic.js';
import { type Counts, countTold, inOrder, shownOf, type Told } from '../order.js';
import type { Location } from '../position.js';
import { visibleJson } from '../visible.js';
import type { Code } from '../words/index.js';
import { lineText } from './text.js';

/**
 * What tells each finding from the others and stays the same when lines are added above it: 32 hex digits over its code, its
 * file and the text of its line, and how many before it had the same. In the order of the findings.
 */
export function fingerprints(told: readonly Told[]): readonly string[] {
  const seen = new Map<string, number>();
  return told.map((one) => {
    const identity = JSON.stringify([one.finding.code, one.location?.path ?? '', lineOf(one) ?? one.what]);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return createHash('sha256').update(`${identity} ${count}`).digest('hex').slice(0, 32);
  });
}

/** White space does not count, so that an indented block keeps its fingerprints. A list's text is not kept. */
function lineOf({ finding: { place } }: Told): string | undefined {
  if (place === undefined || !('start' in place) || place.file.text === '') return undefined;
  return lineText(place).trim().replace(/\s+/g, ' ');
}

/** The document that `--format json` prints. Keys are added in later versions, never renamed or removed. */
export interface FindingsJson {
  readonly version: 1;
  readonly findings: readonly FindingJson[];
  /** Of all findings. */
  readonly counts: Counts;
  /** How many findings of each code there are beside those above; empty where all are there. */
  readonly more: { readonly [C in Code]?: number };
}

export interface FindingJson {
  readonly code: Code;
  readonly severity: Severity;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  /** The same for the same finding when lines move; see `fingerprint.ts`. */
  readonly fingerprint: string;
  /** `null` where a finding is about no single place. */
  readonly place: PlaceJson | null;
  readonly related: readonly { readonly label: string; readonly place: PlaceJson }[];
}

/** Lines and columns count from 1, columns in code points; the end is the position after the last character. */
export interface PlaceJson {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** All findings as one JSON document. Control characters are written as `\uXXXX`, paths are exact. */
export function renderJson(findings: readonly Diagnostic[]): string {
  const all = inOrder(findings);
  const { told, more } = shownOf(all);
  const prints = fingerprints(told);
  const document: FindingsJson = {
    version: 1,
    findings: told.map((one, index) => findingJson(one, prints[index] ?? '')),
    counts: countTold(all),
    more: Object.fromEntries(more),
  };
  return `${visibleJson(JSON.stringify(document, undefined, 2))}\n`;
}

function findingJson(
  { finding: { code }, location, related, ...words }: Told,
  fingerprint: string,
): FindingJson {
  const { severity, title, what, why, instead } = words;
  const place = location ? placeJson(location) : null;
  const others = related.map((one) => ({ label: one.label, place: placeJson(one.location) }));
  return { code, severity, title, what, why, instead, fingerprint, place, related: others };
}

function placeJson({ path, start, end }: Location): PlaceJson {
  return { path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
