import { closest, distance } from 'fastest-levenshtein';

/** Longer texts are no slips of a finger, and the distance costs the product of the lengths. */
const longest = 64;
/** Each unknown name is compared with each known one. */
const mostCandidates = 1_000;

/** The candidate that was probably meant: at most a third of it must change. Case does not count. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  // `__proto__` and its like are names that nobody means.
  const sensible = candidates
    .slice(0, mostCandidates)
    .filter((one) => one.length <= longest && !one.startsWith('__'));
  if (text.length > longest || sensible.length === 0) return undefined;
  const lower = text.toLowerCase();
  const byLower = new Map(sensible.map((candidate) => [candidate.toLowerCase(), candidate]));
  const found = closest(lower, [...byLower.keys()]);
  return distance(lower, found) <= Math.max(1, Math.floor(found.length / 3)) ? byLower.get(found) : undefined;
}
