import { durationText } from '../../net/duration.js';
import { pathText } from '../../policy/path.js';
import { parameterOf } from '../../vos3000/catalogue/catalogue.js';
import { type Check, finding } from '../check.js';
import { alsoAt, isWritten, valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** A ban for the switch's refusals that lasts longer than the switch itself bears a grudge. */
export const banOutlivesSuspension: Check = function* (subject) {
  for (const { document, policy, parameters, vos3000, wanted } of switchOf(subject)) {
    const said = wanted('register-suspend-time');
    const initial = parameterOf('register-suspend-time')?.versions[parameters.schema.schema]?.initial?.value;
    const seconds = said?.value ?? initial;
    const { refused, challenged } = policy.sip.bans;
    if (typeof seconds !== 'number' || policy.sip.strangers === 'deny') continue;
    for (const ban of [refused, challenged]) {
      if (ban === undefined || ban.time <= seconds * 1000) continue;
      const path = [...ban.path, 'for'];
      const place = isWritten(document, path) ? path : (said?.path ?? vos3000.path);
      const about = { ban: pathText(ban.path), time: durationText(ban.time), seconds, said: said?.written };
      const related = said === undefined ? [] : alsoAt(document, said.path, 'the suspension');
      yield finding('VG510', valueAt(document, place), about, related);
    }
  }
};
