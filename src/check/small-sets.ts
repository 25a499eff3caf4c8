import type { Sizes } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { isWritten, valueAt } from './written.js';

/** A botnet of this size is for hire by the hour; a forger has as many sources as he sends packets. */
const least = 16_384;

const tables: readonly (keyof Sizes)[] = ['sources', 'subnets', 'banned', 'called', 'known', 'asked'];
/** Filled by what the switch does, not by strangers: as large as the operator's business. */
const ownBusiness: ReadonlySet<keyof Sizes> = new Set(['called', 'known']);

/** A table that a botnet fills. */
export const smallSets: Check = function* ({ policy, document }) {
  if (policy.sip.strangers === 'deny') return;
  for (const table of tables) {
    const size = policy.sip.sizes[table];
    const path = ['sip', 'sizes', table];
    if (size >= least || ownBusiness.has(table) || !isWritten(document, path)) continue;
    yield finding('VG356', valueAt(document, path), { table, size, least });
  }
};
