import type { Method } from '../sip/method.js';
import { type Check, finding } from './check.js';
import { isWritten, keyAt } from './written.js';

/** What scanners ask, and phones only after they have registered. */
const methods: readonly Method[] = ['OPTIONS', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'NOTIFY', 'REFER', 'INFO'];

/** Strangers may send what finds switches. */
export const scannersMethods: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  for (const method of methods) {
    const limit = strangers.limits.get(method);
    if (limit === undefined || limit.kind === 'drop' || limit.kind === 'greylist') continue;
    if (!isWritten(document, limit.path)) continue;
    yield finding('VG336', keyAt(document, limit.path), { method });
  }
};
