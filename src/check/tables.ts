import type { Sizes } from '../policy/policy.js';
import { mediaPorts, needsNoFlow } from '../policy/service.js';
import { alsoAt, type Check, finding, isWritten, keyAt, valueAt } from './check.js';

/** The kernel's own default for hosts with more than 1 GB of memory was 65536 for many years. */
const leastConnections = 65_536;

/** A table of connections that a busy switch fills by itself. */
export const smallTable: Check = function* ({ policy: { conntrack }, document }) {
  if (conntrack.max >= leastConnections) return;
  yield finding('VG352', valueAt(document, ['conntrack', 'max']), { max: conntrack.max });
};

/** A botnet of this size is for hire by the hour; a forger has as many sources as he sends packets. */
const leastSources = 16_384;

const tables: readonly (keyof Sizes)[] = ['sources', 'subnets', 'banned', 'called', 'known', 'asked'];
/** Filled by what the switch does, not by strangers: as large as the operator's business. */
const ownBusiness: ReadonlySet<keyof Sizes> = new Set(['called', 'known']);

/** A table that a botnet fills. */
export const smallSets: Check = function* ({ policy, document }) {
  if (policy.sip.strangers === 'deny') return;
  for (const table of tables) {
    const size = policy.sip.sizes[table];
    const path = ['sip', 'sizes', table];
    if (size >= leastSources || ownBusiness.has(table) || !isWritten(document, path)) continue;
    yield finding('VG356', valueAt(document, path), { table, size, least: leastSources });
  }
};

const baseline = ['vos3000', 'baseline', 'registrations'];
const size = ['sip', 'sizes', 'known'];

/** The table of known sources has no room for the registrations of a normal day. */
export const fewKnown: Check = function* ({ policy, document }) {
  const { strangers, sizes } = policy.sip;
  const registrations = policy.vos3000?.registrations;
  if (strangers === 'deny' || registrations === undefined || sizes.known >= registrations) return;
  const blamed = isWritten(document, size) ? size : baseline;
  const related = blamed === size ? alsoAt(document, baseline, 'the registrations') : [];
  yield finding('VG357', valueAt(document, blamed), { known: sizes.known, registrations }, related);
};

const connections = ['sip', 'strangers', 'connections'];

/** Open connections are to be limited and are not tracked. The defaults' own limits just fall away then. */
export const untrackedConnections: Check = function* ({ policy, document }) {
  if (policy.conntrack.sip === 'tracked' || !isWritten(document, connections)) return;
  const related = alsoAt(document, ['conntrack', 'sip'], 'here tracking is switched off');
  yield finding('VG353', keyAt(document, connections), {}, related);
};

const mediaPath = ['conntrack', 'media'];

/** Media is not to be tracked, and there is none, or what is asked about it is asked when a flow begins. */
export const untrackedMedia: Check = function* ({ policy, document }) {
  if (policy.conntrack.media === 'tracked') return;
  const media = mediaPorts(policy);
  if (media !== undefined && needsNoFlow(media.service)) return;
  yield finding('VG360', valueAt(document, mediaPath), { service: media?.service.name });
};
