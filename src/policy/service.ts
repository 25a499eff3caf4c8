import { mergePorts } from '../net/port.js';
import type { IcmpType } from '../net/protocol.js';
import type { Count, PortRange, Rate } from '../net/units.js';
import type { PolicyPath } from './path.js';
import type { Policy } from './policy.js';
import type { OpenLimit, When } from './sip.js';
import type { Sources } from './sources.js';

/** Sources that rules learn, as a `from` names them. */
export type LearnedWord = 'known' | 'called';

/** What may come in beside SIP. */
export interface Service {
  readonly name: string;
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  /** IANA's number of a protocol without ports. */
  readonly protocol: number | undefined;
  readonly icmp: readonly IcmpType[];
  /** `undefined`: open to everybody. Whom `trusted` names in it is in the set. */
  readonly from: Sources | undefined;
  /** Who may reach it beside `from`, which is then not `undefined`. */
  readonly learned: readonly LearnedWord[];
  /** The policy says `any`: that it is open to everybody is meant. */
  readonly anybody: boolean;
  /** Addresses of this host; `undefined`: all. */
  readonly to: Sources | undefined;
  /** Devices by which it is reached, a `*` at the end for any rest; none: all. */
  readonly on: readonly string[];
  /** What each source may begin: connections whose handshake is over, flows, or packets without either. */
  readonly limit: ServiceRate | undefined;
  /** Connections of each source that may be open at once. */
  readonly connections: OpenLimit | undefined;
  /** Every packet of each source, those of established flows too. */
  readonly packets: ServiceRate | undefined;
  /** When it may be begun; always where nothing is said. */
  readonly when: When | undefined;
  readonly path: PolicyPath;
}

export interface ServiceRate {
  readonly rate: Rate;
  readonly burst: Count;
  readonly path: PolicyPath;
}

export interface Media {
  readonly service: Service;
  readonly ports: PortRange;
}

/** Fewer ports at a stretch are no media: each call takes two to four. */
const fewest = 100;

/**
 * The widest range of UDP ports that one service opens: where calls are, most packets come to it. `undefined` where the service has a port of SIP, of
 * DHCP or of another service, since the order of the rules then decides.
 */
export function mediaPorts({ services, sip }: Pick<Policy, 'services' | 'sip'>): Media | undefined {
  const ranges = services.flatMap((service) =>
    mergePorts(service.udp).map((ports): Media => ({ service, ports })),
  );
  const [widest] = ranges.toSorted((a, b) => widthOf(b.ports) - widthOf(a.ports));
  if (widest === undefined || widthOf(widest.ports) < fewest) return undefined;
  const others = services.flatMap((service) => (service === widest.service ? [] : service.udp));
  const taken = [...sip.udp, ...sip.encrypted.udp, ...others, ...dhcp];
  const own = widest.service.udp;
  return taken.some((range) => own.some((one) => overlap(range, one))) ? undefined : widest;
}

const dhcp = [68, 546].map((port) => ({ first: port, last: port }) as PortRange);

const widthOf = ({ first, last }: PortRange): number => last - first + 1;

const overlap = (a: PortRange, b: PortRange): boolean => a.first <= b.last && b.first <= a.last;

/**
 * Whether each packet is judged by itself as it would be in a flow: nothing about it is asked when the flow begins and not again. Without flows
 * the answers that this host waits for come in by this opening too, so it is open to everybody, everywhere.
 */
export const needsNoFlow = ({ from, to, on, when, limit, connections }: Service): boolean =>
  [from, to, when, limit, connections].every((one) => one === undefined) && on.length === 0;
