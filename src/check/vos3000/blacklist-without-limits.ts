import { type Check, finding } from '../check.js';
import { keyAt } from '../written.js';
import { switchOf } from './switch.js';

const limits = ['blacklist-caller-limit', 'blacklist-no-answer-limit'] as const;

/** The blacklist is on, and nothing says that one of its limits is. */
export const blacklistWithoutLimits: Check = function* (subject) {
  for (const { document, vos3000, wanted } of switchOf(subject)) {
    if (vos3000.dynamicBlacklist !== true || limits.some((id) => isOn(wanted(id)))) continue;
    yield finding('VG525', keyAt(document, [...vos3000.path, 'dynamic_blacklist']), {});
  }
};

type Limit = ReturnType<ReturnType<typeof switchOf>[number]['wanted']>;

function isOn(limit: Limit): boolean {
  if (limit === undefined) return false;
  const { kind } = limit.inVersion;
  return kind.kind !== 'number' || kind.special?.value !== limit.value;
}
