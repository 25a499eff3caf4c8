import { pathText } from '../policy/path.js';
import type { Policy } from '../policy/policy.js';
import type { When } from '../policy/when.js';
import { type Check, finding } from './check.js';
import { keyAt } from './written.js';

/** Hours without a zone: kernels count in UTC, and their writer may have looked at another clock. */
export const hoursOfUtc: Check = function* ({ policy, document }) {
  for (const { zoned, path } of whensOf(policy))
    if (!zoned) yield finding('VG390', keyAt(document, path), { path: pathText(path) });
};

function whensOf({ services, sip }: Policy): readonly When[] {
  const limits = [sip.known.limits, ...(sip.strangers === 'deny' ? [] : [sip.strangers.limits])];
  return [
    ...services.map(({ when }) => when),
    ...limits.flatMap((map) => [...map.values()].map((limit) => ('when' in limit ? limit.when : undefined))),
  ].filter((when) => when !== undefined);
}
