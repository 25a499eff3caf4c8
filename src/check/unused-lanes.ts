import { type PolicyPath, pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { alsoAt, isWritten, keyAt } from './written.js';

/** What is for strangers, and for those who were strangers once. */
const forStrangers: readonly PolicyPath[] = [
  ['sip', 'known'],
  ['sip', 'learn'],
  ['sip', 'bans'],
  ['sip', 'sizes'],
  ['signatures'],
];

/** Parts of the policy that nothing reaches, since only trusted sources are let in. */
export const unusedLanes: Check = function* ({ policy, document }) {
  if (policy.sip.strangers !== 'deny') return;
  const related = alsoAt(document, ['sip', 'strangers'], 'here strangers are shut out');
  for (const path of forStrangers) {
    if (isWritten(document, path))
      yield finding('VG373', keyAt(document, path), { name: pathText(path) }, related);
  }
};
