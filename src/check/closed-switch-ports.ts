import type { Policy } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { missing, portRange, portsText, sipPorts, type Transport, transports } from './ports.js';
import { isWritten, keyAt } from './written.js';

/** What VOS3000 listens on unless told otherwise, beside SIP, media and what its operators use: H.323 and encrypted SIP. */
const usual: { readonly [T in Transport]: readonly (readonly [number, number])[] } = {
  udp: [[1719, 1719], [3719, 3719], [5070, 5080]],
  tcp: [[1720, 1720], [3720, 3720]],
}; // biome-ignore format: a table

/** Ports that the switch uses and the policy leaves out, which may well be meant. */
export const closedSwitchPorts: Check = function* ({ policy, document }) {
  if (policy.otherwise !== 'deny' || !isWritten(document, ['vos3000'])) return;
  const closed = transports.flatMap((transport) => {
    const ranges = usual[transport].flatMap(([first, last]) =>
      missing(portRange(first, last), openPorts(policy, transport)),
    );
    return ranges.length === 0 ? [] : [`${transport} ${portsText(ranges)}`];
  });
  if (closed.length === 0) return;
  yield finding('VG394', keyAt(document, ['vos3000']), { closed: closed.join(' and ') });
};

function openPorts({ services, sip }: Policy, transport: Transport) {
  return [
    ...services.map((service) => service[transport]),
    ...sipPorts(sip, transport).map(({ ports }) => ports),
  ].flat();
}
