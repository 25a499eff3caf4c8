import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { HostIdentity } from '../plan/plan-file.js';

/** Two hosts may have one name, so with a digest over machine-id(5), which is not to be told itself; `null` where there is none. */
export function hostIdentity(): HostIdentity {
  return { name: hostname(), id: machineId() };
}

/** The second place is that of CentOS 6. */
function machineId(): string | null {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') return createHash('sha256').update(`vosguard ${text}`).digest('hex').slice(0, 16);
    } catch {
      // Not there.
    }
  }
  return null;
}
