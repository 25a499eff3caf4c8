import { pathText } from '../policy/path.js';
import type { Limit, LimitKey, Limits } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { isWritten, valueAt } from './written.js';

/**
 * A class that keep-alives fall into is dropped. Those of known sources meet `other` and `all`: no method is read there
 * but those that are named.
 */
export const droppedKeepalives: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  if (strangers === 'deny') return;
  const own = strangers.limits.has('keepalive') ? 'keepalive' : 'other';
  const found = [
    ...dropping(strangers.limits, [own]).map((limit) => ({ limit, who: 'strangers' as const })),
    ...dropping(known.limits, ['other', 'all']).map((limit) => ({ limit, who: 'known sources' as const })),
  ];
  for (const { limit, who } of found) {
    if (!isWritten(document, limit.path)) continue;
    yield finding('VG348', valueAt(document, limit.path), { name: pathText(limit.path), who });
  }
};

function dropping(limits: Limits, keys: readonly LimitKey[]): readonly Limit[] {
  return keys.flatMap((key) => limits.get(key) ?? []).filter(({ kind }) => kind === 'drop');
}
