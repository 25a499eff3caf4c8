import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

/** The kernel's own default for hosts with more than 1 GB of memory was 65536 for many years. */
const least = 65_536;

/** A table of connections that a busy switch fills by itself. */
export const smallTable: Check = function* ({ policy: { conntrack }, document }) {
  if (conntrack.max >= least) return;
  yield finding('VG352', valueAt(document, ['conntrack', 'max']), { max: conntrack.max });
};
