import { type Check, finding } from '../check.js';
import { keyAt } from '../written.js';
import { holdsNone } from './addresses.js';
import { switchOf } from './switch.js';

/** A list of telephone numbers where nothing at all keeps addresses out. */
export const blacklistForAddresses: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    const { signature, flood, challenged, refused } = policy.sip.bans;
    const bans = [signature, flood, challenged, refused].some((ban) => ban !== undefined);
    if (vos3000.dynamicBlacklist !== true || bans || policy.sip.strangers === 'deny') continue;
    if (holdsNone(policy.blocked.set))
      yield finding('VG524', keyAt(document, [...vos3000.path, 'dynamic_blacklist']), {});
  }
};
