import { isEmpty } from '../net/address-set.js';
import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

/** Strangers may come from an empty list: every customer who is not trusted is refused. */
export const strangersFromNobody: Check = function* ({ policy: { sip }, document }) {
  const from = sip.strangers === 'deny' ? undefined : sip.strangers.from;
  if (from === undefined || !isEmpty(from.set, 'ipv4') || !isEmpty(from.set, 'ipv6')) return;
  // Of an empty list file VG240 speaks.
  if (from.lists.length > 0) return;
  yield finding('VG395', valueAt(document, from.path), {});
};
