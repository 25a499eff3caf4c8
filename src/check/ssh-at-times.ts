import { type Check, finding } from './check.js';
import { isSsh } from './ports.js';
import { keyAt } from './written.js';

/** Nobody can log in outside of the hours, not even to change them. */
export const sshAtTimes: Check = function* ({ policy, document }) {
  const ssh = policy.services.filter(isSsh);
  if (ssh.some(({ when }) => when === undefined)) return;
  for (const { name, when } of ssh)
    if (when !== undefined) yield finding('VG391', keyAt(document, when.path), { service: name });
};
