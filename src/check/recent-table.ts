import { pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { allLimits } from './limit-maps.js';
import { valueAt } from './written.js';

/** The largest ip_pkt_list_tot of xt_recent, which keeps their number in a byte; recent kernels (6.11) widened it. */
const mostStamps = 255;

/** The published "recent" limit, with the small tables of xt_recent. */
export const recentTable: Check = function* ({ policy, document }) {
  for (const limit of allLimits(policy)) {
    if (limit.kind !== 'window' || limit.engine !== 'recent') continue;
    const { count, path } = limit;
    const args = { name: pathText(path), count };
    yield finding('VG337', valueAt(document, [...path, 'engine']), args);
    if (count > mostStamps) yield finding('VG338', valueAt(document, [...path, 'window']), args);
  }
};
