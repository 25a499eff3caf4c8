import { covers } from '../net/port.js';
import type { Policy } from '../policy/policy.js';
import { type Check, finding, isWritten, keyAt, valueAt } from './check.js';
import { missing, portRange, portsText, sipPorts, type Transport, transports } from './ports.js';

/** VOS3000's own defaults: RTP, and the ports of its voice menus. */
const usualMedia = [portRange(10000, 39999), portRange(40000, 47999)];

/** The media service is there and leaves out ports that the switch uses unless told otherwise. */
export const mediaRange: Check = function* ({ policy, document }) {
  const media = policy.services.find(({ name }) => name === 'media');
  if (media === undefined || policy.otherwise !== 'deny') return;
  const open = policy.services.flatMap(({ udp }) => udp);
  const closed = usualMedia.flatMap((range) => missing(range, open));
  if (closed.length === 0) return;
  yield finding('VG321', valueAt(document, [...media.path, 'udp']), { missing: portsText(closed) });
};

/** What VOS3000 listens on unless told otherwise, beside SIP, media and what its operators use: H.323 and encrypted SIP. */
const usual: { readonly [T in Transport]: readonly (readonly [number, number])[] } = {
  udp: [[1719, 1719], [3719, 3719], [5070, 5080]],
  tcp: [[1720, 1720], [3720, 3720]],
}; // biome-ignore format: a table

/** Signalling of H.323: TCP, and calls whose H.245 is not tunnelled in it open another connection (ITU-T H.323 8.2.1). */
const h323 = [1720, 3720];

/** Where the switch takes H.245: by its parameter, or as VOS3000 has it. */
function h245({ vos3000 }: Policy): readonly [number, number] {
  const said = String(vos3000?.parameters.get('SS_H245PORT') ?? '');
  const [, first, last] = (/^(\d{1,5}),(\d{1,5})$/.exec(said) ?? []).map(Number);
  const isRange = first !== undefined && last !== undefined && 1 <= first && first <= last && last <= 65_535;
  return isRange ? [first, last] : [10_000, 39_999];
}

/** Whoever is to speak H.323 needs H.245 too; where nobody is, its range stays shut. */
function usualPorts(policy: Policy): typeof usual {
  const speaks = h323.some((port) => policy.services.some(({ tcp }) => covers(tcp, port)));
  return speaks ? { ...usual, tcp: [...usual.tcp, h245(policy)] } : usual;
}

/** Ports that the switch uses and the policy leaves out, which may well be meant. */
export const closedSwitchPorts: Check = function* ({ policy, document }) {
  if (policy.otherwise !== 'deny' || !isWritten(document, ['vos3000'])) return;
  const closed = transports.flatMap((transport) => {
    const ranges = usualPorts(policy)[transport].flatMap(([first, last]) =>
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
