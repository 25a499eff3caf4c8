import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Fallback } from './fallback.js';
import { type Teller, tellers } from './tellers.js';

/** A fallback as a finding, with the path of the policy that it concerns. */
export interface Told {
  readonly diagnostic: Diagnostic;
  readonly origin: PolicyPath;
}

/**
 * Fallbacks in the words of diagnostics. What both families have in common is told once, and signatures or meters
 * that share a place in the policy are told together.
 */
export function tell(
  fallbacks: readonly Fallback[],
  placeOf: (origin: PolicyPath) => Place | undefined,
): readonly Told[] {
  const groups = new Map<string, Fallback[]>();
  for (const fallback of fallbacks) {
    const { at = fallback.origin, apart } = tellerOf(fallback);
    const key = [fallback.kind, fallback.backend, pathText(at), apart?.(fallback) ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), fallback]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const { at: origin = first.origin, say } = tellerOf(first);
    return [{ origin, diagnostic: { ...say(first, listed(group)), place: placeOf(origin), related: [] } }];
  });
}

/** TypeScript cannot see that the key and the fallback come from the same member of the union. */
const tellerOf = ({ kind }: Fallback) => tellers[kind] as Teller<Fallback>;

/** The signatures, meters or sets that a group is about, each once, in alphabetical order. */
function listed(group: readonly Fallback[]): string {
  const names = group.flatMap((fallback) =>
    'signature' in fallback
      ? [fallback.signature]
      : 'meter' in fallback
        ? [fallback.meter]
        : 'set' in fallback
          ? [fallback.set]
          : [],
  );
  return [...new Set(names)].sort().join(', ');
}
