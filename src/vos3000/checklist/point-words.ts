import { rateText } from '../../net/rate.js';
import type { Policy } from '../../policy/policy.js';
import { parameterOf } from '../catalogue/catalogue.js';
import type { Occasion } from '../catalogue/parameter.js';
import { rangeText } from '../catalogue/text.js';

/** How the catalogue says to verify a parameter. */
export const verifyOf = (id: string): string => parameterOf(id)?.verify ?? '';

/** The range that the catalogue has for an occasion. */
export function advisedFor(id: string, occasion: Occasion = 'always'): string {
  const wanted = parameterOf(id)?.advice.find((advice) => advice.occasion === occasion)?.wanted;
  return typeof wanted === 'object' ? rangeText(wanted) : '';
}

/** The limit of the policy for each source. */
export function limitOf({ sip }: Policy, key: 'REGISTER' | 'all'): string | undefined {
  const limit = sip.strangers === 'deny' ? undefined : sip.strangers.limits.get(key);
  return limit?.kind === 'rate' ? rateText(limit.rate, limit.burst) : limit?.kind;
}
