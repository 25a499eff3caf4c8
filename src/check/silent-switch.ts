import { type PolicyPath, pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { alsoAt, keyAt } from './written.js';

/** The parameter under both of its names: schema 2.1.4.0, and later ones. */
const names = ['SS_REPLYUNAUTHORIZED', 'SS_REPLY_UNAUTHORIZED'] as const;

/** Bans by the switch's refusals, and a switch that does not refuse but stays silent. */
export const silentSwitch: Check = function* ({ policy, document }) {
  const { bans, strangers } = policy.sip;
  const counting = [bans.challenged, bans.refused].flatMap((ban) => (ban === undefined ? [] : [ban.path]));
  if (strangers === 'deny' || counting.length === 0) return;
  for (const parameter of names) {
    const value = policy.vos3000?.parameters.get(parameter);
    if (value !== 0 && value !== false && value !== '0') continue;
    const path: PolicyPath = ['vos3000', 'parameters', parameter];
    const related = counting.flatMap((ban) => alsoAt(document, ban, pathText(ban)));
    yield finding(
      'VG342',
      keyAt(document, path),
      { parameter, bans: counting.map(pathText).join(' and ') },
      related,
    );
  }
};
