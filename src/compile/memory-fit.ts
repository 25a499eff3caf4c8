import { finding, isWritten, valueAt } from '../check/check.js';
import type { Report } from '../diagnostics/diagnostic.js';
import { fitMemory } from '../lower/fit-memory.js';
import type { Document } from '../parse/document.js';
import { hostOf } from '../platform/resolve.js';
import type { Policy, TableName } from '../policy/policy.js';

const tables: readonly TableName[] = ['sources', 'subnets', 'banned', 'called', 'known', 'asked'];

/** The sizes that follow from `sip.sizes.memory`. */
export function withinMemory(policy: Policy, document: Document, report: Report): Policy {
  const written = tables.filter((table) => isWritten(document, ['sip', 'sizes', table]));
  const backends =
    hostOf(
      policy.target,
      () => undefined,
      () => {},
    )?.backends ?? policy.target.backends;
  const { policy: fitted, needs } = fitMemory(policy, written, backends);
  if (needs !== undefined) {
    const place = valueAt(document, ['sip', 'sizes', 'memory']);
    const mebibytes = Math.floor((policy.sip.memory ?? 0) / mebibyte);
    report(finding('VG397', place, { mebibytes, needs: Math.ceil(needs / mebibyte) }));
  }
  return fitted;
}

const mebibyte = 1_048_576;
