import type { Report } from '../diagnostics/diagnostic.js';
import type { Document } from '../parse/document.js';
import type { Policy } from '../policy/policy.js';
import { blockedWorldwide } from './blocked-worldwide.js';
import type { Check } from './check.js';
import { closedClient } from './closed-client.js';
import { closedSwitchPorts } from './closed-switch-ports.js';
import { deadOnlineCheck } from './dead-online-check.js';
import { droppedKeepalives } from './dropped-keepalives.js';
import { earlyExpire } from './early-expire.js';
import { earlyRefusalBan } from './early-refusal-ban.js';
import { emptyLists } from './empty-lists.js';
import { fewBuckets } from './few-buckets.js';
import { fewKnown } from './few-known.js';
import { floodNearLimit } from './flood-near-limit.js';
import { honestSignature } from './honest-signature.js';
import { hoursOfUtc } from './hours-of-utc.js';
import { innerPortsOpen } from './inner-ports-open.js';
import { knownWithoutLimit } from './known-without-limit.js';
import { learnedSources } from './learned-sources.js';
import { leftOutLines } from './left-out-lines.js';
import { listNames } from './list-names.js';
import { longBan } from './long-ban.js';
import { longLearning } from './long-learning.js';
import { longSignature } from './long-signature.js';
import { loudLog } from './loud-log.js';
import { managementOpen } from './management-open.js';
import { mediaRange } from './media-range.js';
import { methodAboveAll } from './method-above-all.js';
import { mysqlOpen } from './mysql-open.js';
import { neighboursOpen } from './neighbours-open.js';
import { neverASource } from './never-a-source.js';
import { noSsh } from './no-ssh.js';
import { oldLists } from './old-lists.js';
import { ownAndBlocked } from './own-and-blocked.js';
import { pastItsDay } from './past-its-day.js';
import { portAboveSource } from './port-above-source.js';
import { recentTable } from './recent-table.js';
import { scannersMethods } from './scanners-methods.js';
import { serviceAndBlocked } from './service-and-blocked.js';
import { servicesOnOnePort } from './services-on-one-port.js';
import { shadowedSignature } from './shadowed-signature.js';
import { shortConnections } from './short-connections.js';
import { shortMemory } from './short-memory.js';
import { shortSignature } from './short-signature.js';
import { signatureTwice } from './signature-twice.js';
import { silentSwitch } from './silent-switch.js';
import { sipPortInService } from './sip-port-in-service.js';
import { sipPortTwice } from './sip-port-twice.js';
import { slowBucket } from './slow-bucket.js';
import { smallDatagrams } from './small-datagrams.js';
import { smallOffice } from './small-office.js';
import { smallSets } from './small-sets.js';
import { smallTable } from './small-table.js';
import { sshAtTimes } from './ssh-at-times.js';
import { sshOpen } from './ssh-open.js';
import { strangersFromNobody } from './strangers-from-nobody.js';
import { subnetAboveTogether } from './subnet-above-together.js';
import { subnetBelowSource } from './subnet-below-source.js';
import { togetherBelowSource } from './together-below-source.js';
import { trustedAndBlocked } from './trusted-and-blocked.js';
import { trustedWorldwide } from './trusted-worldwide.js';
import { unreachableLimit } from './unreachable-limit.js';
import { unreachableSignature } from './unreachable-signature.js';
import { untrackedConnections } from './untracked-connections.js';
import { unusedGroup } from './unused-group.js';
import { unusedLanes } from './unused-lanes.js';
import { switchChecks } from './vos3000/switch-checks.js';
import { wideLists } from './wide-lists.js';
import { wideService } from './wide-service.js';

/** Every check, in the order of their codes. */
const checks: readonly Check[] = Object.freeze([
  emptyLists,
  wideLists,
  leftOutLines,
  oldLists,
  listNames,
  sshOpen,
  noSsh,
  managementOpen,
  neighboursOpen,
  mysqlOpen,
  trustedWorldwide,
  trustedAndBlocked,
  serviceAndBlocked,
  ownAndBlocked,
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
  smallOffice,
  shortMemory,
  droppedKeepalives,
  deadOnlineCheck,
  fewBuckets,
  smallTable,
  untrackedConnections,
  smallDatagrams,
  shortConnections,
  smallSets,
  fewKnown,
  loudLog,
  wideService,
  signatureTwice,
  shortSignature,
  honestSignature,
  longSignature,
  unreachableLimit,
  subnetAboveTogether,
  portAboveSource,
  closedClient,
  shadowedSignature,
  unreachableSignature,
  unusedLanes,
  blockedWorldwide,
  neverASource,
  closedSwitchPorts,
  innerPortsOpen,
  hoursOfUtc,
  sshAtTimes,
  strangersFromNobody,
  learnedSources,
  ...switchChecks,
]);

/** Finds what is valid and still wrong. `today` is `YYYY-MM-DD`, for entries that end on a day. */
export function checkPolicy(policy: Policy, document: Document, today: string, report: Report): void {
  for (const check of checks) {
    for (const found of check({ policy, document, today })) report(found);
  }
}
