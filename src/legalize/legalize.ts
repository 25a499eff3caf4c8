import type { Family } from '../net/address.js';
import type { Capabilities } from '../platform/capabilities.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import { keptAlarm } from './alarm.js';
import { bytesAsPackets, roundBytes } from './bytes.js';
import { classifyByRules } from './classify.js';
import { withoutEmptyLists } from './empty.js';
import type { Fallback, NoteFallback } from './fallback.js';
import { inlineChains } from './inline.js';
import { closedTables, lowerBursts, roundRates, windowsAsBuckets, withoutRefills } from './limits.js';
import { tellHours, tellUnreadableListing, withoutLocal, withoutWayBack } from './matches.js';
import { nameEverything } from './names.js';
import { noteRefusals } from './notes.js';
import { bareAsNoData, byHeaderLength, guardExtensionHeaders } from './payload.js';
import { removeSearches } from './searches.js';
import { setForEachTime, withoutForgets, withoutHosts, withoutSets, withoutShortcuts } from './sets.js';
import { splitFamilies, splitPorts, takeFamily } from './split.js';

/** A ruleset that one backend can print on one platform, and what had to be changed for that. */
export interface Legal {
  readonly ruleset: Ruleset;
  readonly fallbacks: readonly Fallback[];
}

/**
 * Closes the gap between what the policy asks and what a backend can express. A backend that takes one family
 * at a time gets the ruleset of `family`; the other kind ignores it.
 */
export function legalize(ruleset: Ruleset, can: Capabilities, family: Family): Legal {
  const fallbacks: Fallback[] = [];
  const note: NoteFallback = (fallback) => fallbacks.push({ ...fallback, backend: can.backend });
  const passes: readonly ((r: Ruleset) => Ruleset)[] = [
    (r) => tellHours(r, can, note),
    (r) => withoutShortcuts(r, can, note),
    (r) => (can.changesNetworks ? withoutHosts(r) : r),
    (r) => keptAlarm(r, can, note),
    (r) => removeSearches(r, can, note),
    (r) => (can.singleBytes ? bareAsNoData(r) : r),
    (r) => (can.tcpPayload ? r : byHeaderLength(r, note)),
    (r) => (can.bytes ? r : bytesAsPackets(r, note)),
    (r) => (can.wayBack ? r : withoutWayBack(r, note)),
    (r) => (can.localIpv6 || family === 'ipv4' ? r : withoutLocal(r, note)),
    (r) => noteRefusals(r, can, note),
    (r) => withoutForgets(r, can, note),
    (r) => withoutRefills(r, can, note),
    (r) => windowsAsBuckets(r, can, family, note),
    (r) => (can.families === 'both' ? splitFamilies(r) : takeFamily(r, family, note)),
    (r) => withoutEmptyLists(r),
    (r) => (can.ipv6Sets || family === 'ipv4' ? r : withoutSets(r, note)),
    (r) => (can.setTimes === 'rule' ? r : setForEachTime(r)),
    (r) => (can.extensionHeaders || family === 'ipv4' ? r : guardExtensionHeaders(r, note)),
    (r) => classifyByRules(r, can.classify === 'map' ? 'not' : 'too'),
    (r) => inlineChains(r),
    (r) => splitPorts(r, can.portsPerMatch),
    (r) => roundRates(r, can, note),
    // Some limits of bytes become limits of packets here, with bursts of their own.
    (r) => (can.byteChunks ? roundBytes(r, note) : r),
    (r) => lowerBursts(r, can, note),
    (r) => closedTables(r, can, note),
    (r) => tellUnreadableListing(r, can, note),
    (r) => nameEverything(r, can, note),
  ];
  return { ruleset: passes.reduce((r, apply) => apply(r), ruleset), fallbacks };
}
