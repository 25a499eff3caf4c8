import { mergePorts } from '../../net/port.js';
import type { PortRange } from '../../net/units.js';
import { type Check, finding } from '../check.js';
import { missing, portRange, portsText } from '../ports.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

const mediaIds = ['media-ports', 'ivr-ports'] as const;

/** Ports that the switch uses for sound by its parameters, and the rules do not let in. */
export const mediaPortsClosed: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    if (policy.otherwise !== 'deny') continue;
    const open = mergePorts(policy.services.flatMap(({ udp }) => udp));
    for (const id of mediaIds) {
      const ports = wanted(id);
      const range = ports === undefined ? undefined : rangeOf(String(ports.value));
      if (ports === undefined || range === undefined) continue;
      const closed = missing(range, open);
      if (closed.length === 0) continue;
      const about = { name: ports.written, ports: portsText(closed) };
      yield finding('VG530', valueAt(document, ports.path), about);
    }
  }
};

/** `10000,39999`, as the database has it. */
function rangeOf(text: string): PortRange | undefined {
  const [, first, last] = (/^(\d{1,5}),(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (first === undefined || last === undefined) return undefined;
  return first >= 1 && last <= 65_535 && first <= last ? portRange(first, last) : undefined;
}
