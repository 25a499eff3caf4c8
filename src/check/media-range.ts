import { type Check, finding } from './check.js';
import { missing, portRange, portsText } from './ports.js';
import { valueAt } from './written.js';

/** VOS3000's own defaults: RTP, and the ports of its voice menus. */
const usual = [portRange(10000, 39999), portRange(40000, 47999)];

/** The media service is there and leaves out ports that the switch uses unless told otherwise. */
export const mediaRange: Check = function* ({ policy, document }) {
  const media = policy.services.find(({ name }) => name === 'media');
  if (media === undefined || policy.otherwise !== 'deny') return;
  const open = policy.services.flatMap(({ udp }) => udp);
  const closed = usual.flatMap((range) => missing(range, open));
  if (closed.length === 0) return;
  yield finding('VG321', valueAt(document, [...media.path, 'udp']), { missing: portsText(closed) });
};
