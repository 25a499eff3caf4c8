import type { Policy } from '../../policy/policy.js';
import type { MappingGateway } from '../../policy/vos3000.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { holdsNone, isWithin } from './addresses.js';
import { switchOf } from './switch.js';

/** A password that can be guessed, and no limit in the switch or no ban in the kernel that would bound it. */
export const passwordUnprotected: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    for (const gateway of vos3000.mappingGateways) {
      if (gateway.authentication !== 'password') continue;
      const missing = missingFor(gateway, policy);
      if (missing.length === 0) continue;
      const about = { gateway: gateway.name, missing };
      yield finding('VG518', valueAt(document, [...gateway.path, 'authentication']), about);
    }
  }
};

export type Missing = 'cps' | 'concurrent_calls' | 'bans' | 'trusted';

function missingFor(
  { cps, concurrentCalls, from }: MappingGateway,
  { sip, trusted }: Policy,
): readonly Missing[] {
  const { refused, challenged } = sip.bans;
  const banned = sip.strangers === 'deny' || refused !== undefined || challenged !== undefined;
  const isTrusted = from !== undefined && !holdsNone(from.set) && isWithin(from.set, trusted.set);
  return [
    ...(cps === undefined ? (['cps'] as const) : []),
    ...(concurrentCalls === undefined ? (['concurrent_calls'] as const) : []),
    ...(banned ? [] : (['bans'] as const)),
    ...(isTrusted ? (['trusted'] as const) : []),
  ];
}
