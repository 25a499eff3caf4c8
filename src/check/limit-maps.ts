import type { Limit, Limits, Policy } from '../policy/policy.js';

/** Every map of limits in the policy. */
export function limitMaps({ sip: { known, strangers } }: Policy): readonly Limits[] {
  if (strangers === 'deny') return [known.limits];
  return [known.limits, strangers.limits, strangers.perSubnet, strangers.together];
}

/** Every limit in the policy. */
export function allLimits(policy: Policy): readonly Limit[] {
  return limitMaps(policy).flatMap((limits) => [...limits.values()]);
}
