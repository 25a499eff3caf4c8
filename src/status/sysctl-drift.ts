import { compareSysctls } from '../plan/compare/compare-sysctls.js';
import { type Difference, differenceOf } from './difference.js';

/** Parameters that hold something else than after the apply: the vendor's setup writes some of the same. */
export function sysctlDrift(kept: string, now: ReadonlyMap<string, string>): readonly Difference[] {
  const lines = kept.matchAll(/^(\S+) (.*)$/gm);
  const applied = new Map(
    [...lines].map(([, key = '', value = '']) => [key, value.trim().replace(/\s+/g, ' ')]),
  );
  return compareSysctls(now, applied, () => undefined).changes.map(differenceOf);
}
