import type { Told } from './order.js';
import type { Severity } from './severity.js';
import type { Code } from './words/index.js';

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
