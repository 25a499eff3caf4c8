import { type Check, finding } from './check.js';
import { ownSignatures, patternAt } from './own-signatures.js';
import { alsoAt } from './written.js';

/** A signature in a method that strangers may not send: what is dropped is not searched. */
export const unreachableSignature: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    if (pattern.kind !== 'request') continue;
    const limit = strangers.limits.get(pattern.method) ?? strangers.limits.get('other');
    if (limit?.kind !== 'drop') continue;
    const related = alsoAt(document, limit.path, 'here it is dropped');
    yield finding('VG371', patternAt(document, use), { id, method: pattern.method }, related);
  }
};
