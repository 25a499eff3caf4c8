import { placeOf } from '../../parse/document.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { recordIds, switchedOff } from './record-switches.js';
import { switchOf } from './switch.js';

/** Records off while an audit runs, in whatever profile; or before one begins, where nothing turns them on again. */
export const recordsOffInAudit: Check = function* (subject) {
  for (const { document, policy, vos3000, parameters, wanted, today } of switchOf(subject)) {
    const { audit } = vos3000;
    if (audit === undefined || today > audit.until) continue;
    const { from, until } = audit;
    const runs = from <= today;
    for (const id of recordIds) {
      const record = wanted(id);
      if (record?.value !== false || (policy.profile !== undefined && !runs)) continue;
      const about = { name: record.written, from, until, profile: policy.profile };
      yield finding('VG514', valueAt(document, record.path), about);
    }
    if (!runs) continue;
    for (const profile of document.profiles.keys()) {
      if (profile === policy.profile) continue;
      for (const { name, path } of switchedOff(document, profile, parameters.schema))
        yield finding('VG514', placeOf(document.written, path, 'value'), { name, from, until, profile });
    }
  }
};
