import type { Ruleset } from '../ruleset/ruleset.js';

/** What bans, and for how long. */
export interface BanCause {
  /** The last word of its path in the policy: `flood`. */
  readonly cause: string;
  readonly timeMs: number;
}

/** Each cause once. All bans share one set, so of an entry only its time tells which of them it may have been. */
export function banCauses(rulesets: readonly Ruleset[]): readonly BanCause[] {
  const causes = new Map<string, number>();
  for (const { chains, sets } of rulesets) {
    const banned = new Set(
      sets.flatMap((set) =>
        set.kind === 'learned' && (set.holds === 'banned' || set.holds === 'proven') ? [set.id] : [],
      ),
    );
    for (const { action, origin } of chains.flatMap(({ rules }) => rules)) {
      if (action.kind === 'learn' && banned.has(action.set))
        causes.set(String(origin.at(-1)), action.timeout);
    }
  }
  return [...causes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([cause, timeMs]) => ({ cause, timeMs }));
}
