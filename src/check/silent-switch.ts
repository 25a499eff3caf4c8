import { pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { switchOf } from './vos3000/switch.js';
import { alsoAt, keyAt } from './written.js';

/** Bans by the switch's refusals, and a switch that does not refuse but stays silent. */
export const silentSwitch: Check = function* (subject) {
  for (const { policy, document, wanted } of switchOf(subject)) {
    const { bans, strangers } = policy.sip;
    const counting = [bans.challenged, bans.refused].flatMap((ban) => (ban === undefined ? [] : [ban.path]));
    const reply = wanted('reply-unauthorized');
    if (strangers === 'deny' || counting.length === 0 || reply?.value !== false) continue;
    const related = counting.flatMap((ban) => alsoAt(document, ban, pathText(ban)));
    const about = { parameter: reply.written, bans: counting.map(pathText).join(' and ') };
    yield finding('VG342', keyAt(document, reply.path), about, related);
  }
};
