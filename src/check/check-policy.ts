import type { Report } from '../diagnostics/diagnostic.js';
import type { Document } from '../parse/document.js';
import type { Policy } from '../policy/policy.js';
import type { Check } from './check.js';
import { earlyExpire } from './early-expire.js';
import { earlyRefusalBan } from './early-refusal-ban.js';
import { fewBuckets } from './few-buckets.js';
import { floodNearLimit } from './flood-near-limit.js';
import { honestSignature } from './honest-signature.js';
import { knownWithoutLimit } from './known-without-limit.js';
import { laterBlocks } from './later-blocks.js';
import { longBan } from './long-ban.js';
import { longLearning } from './long-learning.js';
import { longSignature } from './long-signature.js';
import { managementOpen } from './management-open.js';
import { mediaRange } from './media-range.js';
import { methodAboveAll } from './method-above-all.js';
import { mysqlOpen } from './mysql-open.js';
import { noSsh } from './no-ssh.js';
import { pastItsDay } from './past-its-day.js';
import { recentTable } from './recent-table.js';
import { scannersMethods } from './scanners-methods.js';
import { serviceAndBlocked } from './service-and-blocked.js';
import { servicesOnOnePort } from './services-on-one-port.js';
import { shortSignature } from './short-signature.js';
import { signatureTwice } from './signature-twice.js';
import { silentSwitch } from './silent-switch.js';
import { sipPortInService } from './sip-port-in-service.js';
import { sipPortTwice } from './sip-port-twice.js';
import { slowBucket } from './slow-bucket.js';
import { smallTable } from './small-table.js';
import { sshOpen } from './ssh-open.js';
import { subnetBelowSource } from './subnet-below-source.js';
import { togetherBelowSource } from './together-below-source.js';
import { trustedAndBlocked } from './trusted-and-blocked.js';
import { trustedWorldwide } from './trusted-worldwide.js';
import { untrackedConnections } from './untracked-connections.js';
import { unusedGroup } from './unused-group.js';
import { switchChecks } from './vos3000/switch-checks.js';

/** Every check, in the order of their codes. */
const checks: readonly Check[] = Object.freeze([
  sshOpen,
  noSsh,
  managementOpen,
  mysqlOpen,
  trustedWorldwide,
  trustedAndBlocked,
  serviceAndBlocked,
  pastItsDay,
  unusedGroup,
  mediaRange,
  sipPortInService,
  servicesOnOnePort,
  sipPortTwice,
  methodAboveAll,
  subnetBelowSource,
  togetherBelowSource,
  floodNearLimit,
  earlyExpire,
  slowBucket,
  scannersMethods,
  recentTable,
  longBan,
  silentSwitch,
  knownWithoutLimit,
  earlyRefusalBan,
  longLearning,
  fewBuckets,
  smallTable,
  untrackedConnections,
  signatureTwice,
  shortSignature,
  honestSignature,
  longSignature,
  laterBlocks,
  ...switchChecks,
]);

/** Finds what is valid and still wrong. `today` is `YYYY-MM-DD`, for entries that end on a day. */
export function checkPolicy(policy: Policy, document: Document, today: string, report: Report): void {
  for (const check of checks) {
    for (const found of check({ policy, document, today })) report(found);
  }
}
