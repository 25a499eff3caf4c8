import { type Address, addressText, type Family, families } from '../net/address.js';
import { type AddressSet, contains } from '../net/address-set.js';
import { protocolText } from '../net/protocol.js';
import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy, Service, Sources } from '../policy/policy.js';
import { type Question, TCP, UDP } from './question.js';

/** What the policy lets in: one packet of each kind, to be shown to the rules of others. */
export interface Promised {
  readonly question: Omit<Question, 'destination' | 'devices'>;
  /** `SIP over UDP port 5060 from 203.0.113.10`. */
  readonly words: string;
  readonly path: PolicyPath;
  /** The switch behind this host, where the packet is for that one. */
  readonly behind: Address | undefined;
}

/** Somebody out there: of networks that nobody lists as his own, as bogus or as documentation. */
const anybody: readonly Address[] = [
  { family: 'ipv4', value: 0x2c000001 },
  { family: 'ipv6', value: 0x2a000001n << 96n },
];
/** Of the ports that clients have (RFC 6335). */
const CLIENT = 49_152;

/** @param edges Ports at which rules of others begin or end to mean something: of a range, those in it are asked too. */
export function promisesOf(policy: Policy, edges: readonly number[]): readonly Promised[] {
  const { sip, trusted, services } = policy;
  const portsFrom = askerAt(edges);
  const sipTo = (from: Sources | undefined, path: PolicyPath) => [
    ...portsFrom('SIP', UDP, [...sip.udp, ...sip.encrypted.udp], from, path, policy),
    ...portsFrom('SIP', TCP, [...sip.tcp, ...sip.encrypted.tcp], from, path, policy),
  ];
  const ofSip = [
    ...sipTo(trusted, ['trusted']),
    ...(sip.strangers === 'deny' ? [] : sipTo(undefined, ['sip', 'ports'])),
  ];
  const ofServices = (isMeant: (service: Service) => boolean) =>
    services
      .filter(isMeant)
      .flatMap(({ name, udp, tcp, from, path }) => [
        ...portsFrom(name, UDP, udp, from, path, policy),
        ...portsFrom(name, TCP, tcp, from, path, policy),
      ]);
  if (sip.at === undefined) return [...ofSip, ...ofServices(() => true)];
  const { set } = sip.at.address;
  const isThere = ({ to }: Service) => to === undefined || isAmong(to.set, set);
  const isHere = ({ to }: Service) => to === undefined || !isAmong(to.set, set);
  return [...[...ofSip, ...ofServices(isThere)].flatMap(toThe(set)), ...ofServices(isHere)];
}

/** By the first address of each family: a service is for this host or for the switch. */
const isAmong = (to: AddressSet, all: AddressSet): boolean =>
  families.some((family) => firstOf(to, family).some((address) => contains(all, address)));

const toThe =
  (set: AddressSet) =>
  (promised: Promised): readonly Promised[] =>
    firstAddress(set, promised.question.source.family).map((behind) => ({
      ...promised,
      behind,
      words: `${promised.words} to ${addressText(behind)}`,
    }));

type Asker = (
  what: string,
  protocol: number,
  ports: readonly PortRange[],
  from: Sources | undefined,
  path: PolicyPath,
  policy: Policy,
) => readonly Promised[];

const askerAt =
  (edges: readonly number[]): Asker =>
  (what, protocol, ports, from, path, policy) =>
    sourcesAmong(from, policy).flatMap((source) =>
      ports.flatMap((range) =>
        pointsOf(range, edges).map((port): Promised => {
          const who = from === undefined ? 'anybody' : addressText(source);
          return {
            question: { protocol, source, sourcePort: CLIENT, port },
            words: `${what} over ${protocolText(protocol).toUpperCase()} port ${port} from ${who}`,
            path,
            behind: undefined,
          };
        }),
      ),
    );

/** A range of media that a host of containers cuts into more pieces is asked at the first of them. */
const MOST_POINTS = 32;

const pointsOf = ({ first, last }: PortRange, edges: readonly number[]): readonly number[] => {
  const inside = edges.filter((port) => port > first && port < last).slice(0, MOST_POINTS);
  return first === last ? [first] : [first, ...inside, last];
};

/** One of each family. */
function sourcesAmong(from: Sources | undefined, policy: Policy): readonly Address[] {
  if (from === undefined) return anybody.filter((address) => !contains(policy.blocked.set, address));
  return families.flatMap((family) => firstOf(from.set, family));
}

function firstOf(set: AddressSet, family: Family): readonly Address[] {
  const one = anybody.find((address) => address.family === family && contains(set, address));
  return one !== undefined ? [one] : firstAddress(set, family);
}

function firstAddress(set: AddressSet, family: Family): readonly Address[] {
  const [edge] = set[family];
  return edge === undefined ? [] : [{ family, value: edge } as Address];
}
