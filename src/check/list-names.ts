import { type Check, finding } from './check.js';
import { listsInUse } from './list-roles.js';
import { valueAt } from './written.js';

/** Who holds the zone of a name decides whom it lets in. */
export const listNames: Check = function* ({ policy, document }) {
  for (const { list, use, place } of listsInUse(policy)) {
    const origin = list.spec?.origin;
    if (use !== 'trusted' || origin?.kind !== 'names') continue;
    const at = valueAt(document, [...(list.spec?.path ?? []), 'names']);
    yield finding('VG256', at, { names: origin.names.join(', '), place });
  }
};
