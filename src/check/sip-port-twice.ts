import { type Check, finding } from './check.js';
import { common, portsText, transports } from './ports.js';
import { alsoAt, isWritten, valueAt } from './written.js';

/** A port listed as plain and as encrypted SIP. */
export const sipPortTwice: Check = function* ({ policy: { sip }, document }) {
  for (const transport of transports) {
    const shared = common(sip[transport], sip.encrypted[transport]);
    if (shared.length === 0) continue;
    const plain = ['sip', 'ports', transport];
    const encrypted = ['sip', 'ports', 'encrypted', transport];
    const [blamed, other, label] = isWritten(document, ['sip', 'ports', 'encrypted'])
      ? [encrypted, plain, 'the plain ports']
      : [plain, encrypted, 'the encrypted ports'];
    yield finding(
      'VG325',
      valueAt(document, blamed),
      { transport, ports: portsText(shared) },
      alsoAt(document, other, label),
    );
  }
};
