import type { Report } from '../diagnostics/diagnostic.js';
import type { Document } from '../parse/document.js';
import type { Policy } from '../policy/policy.js';
import {
  neverASource,
  ownAndBlocked,
  pastItsDay,
  serviceAndBlocked,
  trustedAndBlocked,
} from './addresses.js';
import { beginsByHand, beginsNothing } from './alarm.js';
import type { Check } from './check.js';
import {
  closedClient,
  deadOnlineCheck,
  droppedKeepalives,
  earlyRefusalBan,
  shortConnections,
  shortMemory,
  silentSwitch,
  smallDatagrams,
  smallOffice,
} from './customers.js';
import { elsewhereAnywhere, elsewhereUntracked, hereAndElsewhere } from './elsewhere.js';
import { earlyExpire, fewBuckets, loudLog, recentTable, slowBucket } from './limit-tables.js';
import {
  floodNearLimit,
  methodAboveAll,
  portAboveSource,
  subnetAboveTogether,
  subnetBelowSource,
  togetherBelowSource,
} from './limits.js';
import { emptyLists, leftOutLines, listNames, listsOfTheSwitch, oldLists, wideLists } from './lists.js';
import {
  innerPortsOpen,
  learnedSources,
  managementOpen,
  mysqlOpen,
  neighboursOpen,
  noSsh,
  sshAtTimes,
  sshOpen,
  wideService,
} from './open-services.js';
import { servicesOnOnePort, sipPortInService, sipPortTwice } from './port-clashes.js';
import { knownWithoutLimit, scannersMethods, strangersFromNobody, unreachableLimit } from './reach.js';
import {
  addressSignature,
  honestSignature,
  longSignature,
  shadowedSignature,
  shortSignature,
  signatureTwice,
  unreachableSignature,
} from './signatures.js';
import { closedSwitchPorts, mediaRange } from './switch-ports.js';
import { fewKnown, smallSets, smallTable, untrackedConnections, untrackedMedia } from './tables.js';
import { hoursOfUtc, longBan, longLearning, shrinkingBan } from './times.js';
import { unusedGroup, unusedLanes } from './unused.js';
import { switchChecks } from './vos3000/switch-checks.js';
import { blockedWorldwide, trustedWorldwide } from './worldwide.js';

/** Every check, in the order of their codes. */
const checks: readonly Check[] = Object.freeze([
  emptyLists,
  wideLists,
  leftOutLines,
  oldLists,
  listNames,
  listsOfTheSwitch,
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
  shrinkingBan,
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
  untrackedMedia,
  smallDatagrams,
  shortConnections,
  smallSets,
  fewKnown,
  loudLog,
  wideService,
  signatureTwice,
  shortSignature,
  honestSignature,
  addressSignature,
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
  hereAndElsewhere,
  elsewhereUntracked,
  elsewhereAnywhere,
  beginsByHand,
  beginsNothing,
  ...switchChecks,
]);

/** Finds what is valid and still wrong. `today` is `YYYY-MM-DD`, for entries that end on a day. */
export function checkPolicy(policy: Policy, document: Document, today: string, report: Report): void {
  for (const check of checks) {
    for (const found of check({ policy, document, today })) report(found);
  }
}
