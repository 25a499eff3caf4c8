import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Document } from '../parse/document.js';
import { pathText } from '../policy/path.js';
import type { LimitKey, Limits } from '../policy/policy.js';
import { allowsMore, type Bucket, bucketsOf } from './buckets.js';
import { finding } from './check.js';
import { alsoAt, isWritten, valueAt } from './written.js';

/** The words of two limits of which the first should be on the other side of the second. */
type PairCode = 'VG331' | 'VG332' | 'VG333' | 'VG334' | 'VG367' | 'VG368';

/**
 * A finding about two limits, at the first of them if a file said it, else at the second; none where both are defaults.
 */
export function contradiction(
  code: PairCode,
  document: Document,
  one: Bucket,
  other: Bucket,
): readonly Diagnostic[] {
  const blamed = isWritten(document, one.path) ? one.path : other.path;
  if (!isWritten(document, blamed)) return [];
  const names = { name: pathText(one.path), otherName: pathText(other.path) };
  const related = blamed === one.path ? alsoAt(document, other.path, names.otherName) : [];
  const args = { ...names, limit: one.text, otherLimit: other.text };
  return [finding(code, valueAt(document, blamed), args, related)];
}

/**
 * The limits of `shared`, which many sources have in common, that are below what a single source has. One finding for
 * each: about the source's limit of the same key, or for `all` about any, since `all` counts every packet.
 */
export function belowOneSource(
  code: PairCode,
  document: Document,
  shared: Limits,
  source: Limits,
): readonly Diagnostic[] {
  const sources = bucketsOf(source);
  return [...bucketsOf(shared)].flatMap(([key, bucket]) => {
    const higher = candidates(sources, key).find((one) => allowsMore(one, bucket));
    return higher === undefined ? [] : contradiction(code, document, bucket, higher);
  });
}

function candidates(sources: ReadonlyMap<LimitKey, Bucket>, key: LimitKey): readonly Bucket[] {
  const own = sources.get(key);
  const first = own === undefined ? [] : [own];
  return key === 'all' ? [...first, ...sources.values()] : first;
}
