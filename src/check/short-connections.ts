import { durationText } from '../net/duration.js';
import { type Check, finding } from './check.js';
import { registrationInterval } from './registration-interval.js';
import { isWritten, valueAt } from './written.js';

const path = ['conntrack', 'tcp_timeout_established'];

/** The kernel forgets a phone's TCP connection before the phone registers again over it. */
export const shortConnections: Check = function* ({ policy, document }) {
  const { conntrack, sip } = policy;
  const interval = registrationInterval(policy);
  const ports = [...sip.tcp, ...sip.encrypted.tcp];
  if (ports.length === 0 || conntrack.sip === 'untracked') return;
  if (conntrack.tcpTimeoutEstablished >= interval || !isWritten(document, path)) return;
  const args = { timeout: durationText(conntrack.tcpTimeoutEstablished), interval: durationText(interval) };
  yield finding('VG355', valueAt(document, path), args);
};
