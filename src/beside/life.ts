import { type Address, addressText } from '../net/address.js';
import { contains } from '../net/address-set.js';
import { covers } from '../net/port.js';
import { protocolText } from '../net/protocol.js';
import type { Policy, Service } from '../policy/policy.js';

/** Something that this host does now, and that lives from packets which nobody here has asked for. */
export type Doing =
  | {
      readonly kind: 'protocol';
      readonly number: number;
      /** Who speaks it with this host, as far as that can be seen. */
      readonly peers: readonly Address[];
      /** By what it was seen: `a program has opened it`. */
      readonly seen: string;
    }
  | { readonly kind: 'port'; readonly port: number; readonly name: string; readonly seen: string }
  | { readonly kind: 'lease'; readonly seen: string };

/** UDP ports on which hosts and routers hear from each other unasked, by IANA's registry and the manual pages of the programs. */
export const lifePorts: ReadonlyMap<number, string> = new Map([
  [53, 'dns'],
  [123, 'ntp'],
  [500, 'ike'],
  [520, 'rip'],
  [694, 'heartbeat'],
  [1701, 'l2tp'],
  [3784, 'bfd'],
  [4500, 'ike-nat'],
  [4789, 'vxlan'],
  [5404, 'corosync'],
  [5405, 'corosync'],
  [5406, 'corosync'],
  [51820, 'wireguard'],
]);

/** Of those, what a host commonly only asks of others: ntpd binds 123 also where it serves nobody, and its answers are established. */
const mayOnlyAsk: ReadonlySet<number> = new Set([53, 123]);

/** Whether the host would lose something by it for certain. */
export const isLost = (doing: Doing): boolean => doing.kind !== 'port' || !mayOnlyAsk.has(doing.port);

/** What of it `default: deny` would cut. ICMP is not among it: what IP needs of it comes in. */
export function cutLife(policy: Policy, doings: readonly Doing[]): readonly Doing[] {
  if (policy.otherwise !== 'deny') return [];
  return doings.filter((doing) => isCut(policy, doing));
}

function isCut(policy: Policy, doing: Doing): boolean {
  switch (doing.kind) {
    case 'protocol':
      return !isSaid(policy, (service) => service.protocol === doing.number, doing.peers);
    case 'port':
      return !isSaid(policy, (service) => covers(service.udp, doing.port), []);
    case 'lease':
      return !policy.dhcp && !isSaid(policy, ({ udp }) => covers(udp, 68) || covers(udp, 546), []);
  }
}

function isSaid(
  { services }: Policy,
  speaks: (service: Service) => boolean,
  peers: readonly Address[],
): boolean {
  const named = services.filter(speaks);
  const admits = (peer: Address) =>
    named.some(({ from, learned }) => from === undefined || learned.length > 0 || contains(from.set, peer));
  return named.length > 0 && peers.every(admits);
}

/** A line for each, with what keeps it. */
export const lifeLines = (doings: readonly Doing[]): readonly string[] => doings.flatMap(linesOf);

function linesOf(doing: Doing): readonly string[] {
  switch (doing.kind) {
    case 'protocol': {
      const name = protocolText(doing.number);
      return [
        `default: deny would cut what this host does now: ${name} (IP protocol ${doing.number}), ${doing.seen}`,
        `  keep it with services: { ${keyOf(doing.number)}: { protocol: ${name}, from: [${from(doing.peers)}] } }`,
      ];
    }
    case 'port':
      return [
        isLost(doing)
          ? `default: deny would cut what this host does now: ${doing.name} on UDP port ${doing.port}, ${doing.seen}`
          : `default: deny closes ${doing.name} on UDP port ${doing.port}, ${doing.seen}: whoever asks this host hears nothing; what it asks of others is answered`,
        `  keep it with services: { ${doing.name}: { udp: [${doing.port}], from: [THE OTHER HOSTS] } }`,
      ];
    case 'lease':
      return [
        `dhcp: off would cut what this host does now: ${doing.seen}; the address is lost when the lease ends`,
        '  keep it with dhcp: on',
      ];
  }
}

function keyOf(number: number): string {
  const name = protocolText(number);
  return /^[a-z]/.test(name) ? name.replace('.', '-') : `protocol-${name}`;
}

const SAMPLE = 8;

function from(peers: readonly Address[]): string {
  const some = peers
    .slice(0, SAMPLE)
    .map((peer) => (peer.family === 'ipv6' ? `"${addressText(peer)}"` : addressText(peer)));
  return some.length === 0 ? 'THE OTHER HOSTS' : some.join(', ');
}
