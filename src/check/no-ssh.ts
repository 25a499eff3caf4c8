import { type Check, finding } from './check.js';
import { isSsh } from './ports.js';
import { keyAt } from './written.js';

/** Everything else is dropped, and nothing lets the operator in. */
export const noSsh: Check = function* ({ policy, document }) {
  if (policy.otherwise !== 'deny' || policy.services.some(isSsh)) return;
  yield finding('VG302', keyAt(document, ['services']), {});
};
