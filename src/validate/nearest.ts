import { closest, distance } from 'fastest-levenshtein';

/** Longer texts are no slips of a finger, and the distance costs the product of the lengths. */
const longest = 64;

/** The candidate that was probably meant: at most a third of it must change. Case does not count. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  if (text.length > longest || candidates.length === 0) return undefined;
  const lower = text.toLowerCase();
  const byLower = new Map(candidates.map((candidate) => [candidate.toLowerCase(), candidate]));
  const found = closest(lower, [...byLower.keys()]);
  return distance(lower, found) <= Math.max(1, Math.floor(found.length / 3)) ? byLower.get(found) : undefined;
}
