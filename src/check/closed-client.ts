import { covers } from '../net/port.js';
import { type Check, finding } from './check.js';
import { isWritten, keyAt } from './written.js';

/** The port of VOS3000's client, with which its operators work. */
const client = 1202;

/** A VOS3000 whose operators' client is shut out. */
export const closedClient: Check = function* ({ policy, document }) {
  if (policy.otherwise !== 'deny' || !isWritten(document, ['vos3000'])) return;
  if (policy.services.some(({ tcp }) => covers(tcp, client))) return;
  yield finding('VG369', keyAt(document, ['services']), {});
};
