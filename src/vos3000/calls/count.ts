import { type CallRecords, owned } from './call.js';

/** A number of attempts that have something in common. Times are seconds since 1970. */
export interface Group {
  readonly key: string;
  readonly attempts: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

export interface Count {
  attempts: number;
  first: number | undefined;
  last: number | undefined;
}

/**
 * Sources and numbers are as many as an attacker likes, and the memory is not: beyond MOST the ones with the fewest attempts
 * are forgotten, down to KEPT. Who attacks much stays.
 */
const KEPT = 10_000;
export const MOST = 25_000;

/** The record counts for it, too. */
export function grow(into: Count, { count, first, last }: CallRecords): void {
  into.attempts += count;
  if (first !== undefined && (into.first === undefined || first < into.first)) into.first = first;
  if (last !== undefined && (into.last === undefined || last > into.last)) into.last = last;
}

/** The record counts for what the map has under the key. */
export function bump<K extends string | number>(counts: Map<K, Count>, key: K, record: CallRecords): void {
  const known = counts.get(key);
  if (known !== undefined) {
    grow(known, record);
    return;
  }
  const kept = typeof key === 'string' ? (owned(key) as K) : key;
  counts.set(kept, { attempts: record.count, first: record.first, last: record.last });
}

/** Forgets the ones with the fewest attempts; how many those had. */
export function prune<C extends Count>(counts: Map<string, C>, onForget?: (count: C) => void): number {
  const sizes = Float64Array.from(counts.values(), ({ attempts }) => attempts).sort();
  const least = sizes[sizes.length - KEPT] ?? 0;
  let forgotten = 0;
  for (const isEqual of [false, true])
    for (const [key, count] of counts) {
      if (counts.size <= KEPT) break;
      if (isEqual ? count.attempts !== least : count.attempts >= least) continue;
      forgotten += count.attempts;
      onForget?.(count);
      counts.delete(key);
    }
  return forgotten;
}

/** The most attempts first. */
export const listed = (counts: ReadonlyMap<string, Count>): readonly Group[] =>
  [...counts]
    .map(([key, { attempts, first, last }]) => ({ key, attempts, first, last }))
    .toSorted(byAttempts);

/** Equal numbers by name, so that the same records give the same bytes. */
export const byAttempts = (a: Group, b: Group): number => b.attempts - a.attempts || (a.key < b.key ? -1 : 1);

/** What one source tried. */
export interface Groups {
  readonly numbers: Map<string, Count>;
  readonly causes: Map<string, Count>;
  readonly billingModes: Map<string, Count>;
}

export const emptyGroups = (): Groups => ({ numbers: new Map(), causes: new Map(), billingModes: new Map() });
