import { type Counts, countTold } from '../count.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Location } from '../locate.js';
import { inOrder, type Told } from '../order.js';
import type { Severity } from '../severity.js';
import { shownOf } from '../shown.js';
import { visibleJson } from '../visible.js';
import type { Code } from '../words/index.js';
import { fingerprints } from './fingerprint.js';

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
