import { pathText } from '../policy/path.js';
import type { LimitKey } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { isWritten, valueAt } from './written.js';

/** What one Ethernet frame carries of a datagram: 1500 bytes without the headers of IPv4 (20) and UDP (8). */
const oneFrame = 1_472;

/** Keys that hold for an INVITE, the longest request of a call: it carries SDP, records of routes and identities. */
const keys: readonly LimitKey[] = ['INVITE', 'other', 'all'];

/** Calls whose INVITE does not fit into one frame are dropped, although UDP carries it in fragments. */
export const smallDatagrams: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  for (const [key, { bytes, path }] of strangers.maxSize) {
    const holds = keys.includes(key) && !(key === 'other' && strangers.maxSize.has('INVITE'));
    if (!holds || bytes > oneFrame || !isWritten(document, path)) continue;
    yield finding('VG354', valueAt(document, path), { name: pathText(path), bytes, oneFrame });
  }
};
