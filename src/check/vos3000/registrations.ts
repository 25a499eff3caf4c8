import { durationText } from '../../net/duration.js';
import { pathText } from '../../policy/path.js';
import { parameterOf } from '../../vos3000/catalogue/catalogue.js';
import { leastAdvised } from '../../vos3000/catalogue/parameter.js';
import { alsoAt, type Check, finding, isWritten, valueAt } from '../check.js';
import { endsByItself, switchOf } from './switch.js';

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

/** Failures are counted and nothing comes of it. */
export const suspensionOff: Check = function* (subject) {
  for (const { document, wanted } of switchOf(subject)) {
    const suspend = wanted('register-suspend');
    if (suspend?.value === false)
      yield finding('VG526', valueAt(document, suspend.path), { name: suspend.written });
  }
};

/** So few tries that people who mistype a password are locked out, and not for the time of an attack. */
export const fewRetries: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    const retry = wanted('register-retry');
    if (retry === undefined || typeof retry.value !== 'number' || endsByItself(policy)) continue;
    const least = leastAdvised(retry.parameter, 'always');
    if (least === undefined || retry.value >= least) continue;
    yield finding('VG511', valueAt(document, retry.path), {
      name: retry.written,
      value: retry.value,
      least,
    });
  }
};

/** Lines that come and go, and fewer tries than the guides advise for them. */
export const unsteadyRetries: Check = function* (subject) {
  for (const { document, policy, vos3000, wanted } of switchOf(subject)) {
    const retry = wanted('register-retry');
    if (!vos3000.unsteadyLines || typeof retry?.value !== 'number' || endsByItself(policy)) continue;
    const least = leastAdvised(retry.parameter, 'unsteady lines');
    if (least === undefined || retry.value >= least) continue;
    yield finding('VG512', valueAt(document, retry.path), {
      name: retry.written,
      value: retry.value,
      least,
    });
  }
};
