import type { Family } from '../net/family.js';
import type { Port, PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Service } from '../policy/policy.js';
import type { Match } from '../ruleset/match.js';
import type { Action } from '../ruleset/ruleset.js';
import { accept, type Draft, draft } from './write.js';

/** Ping. What a service names of it is open to those whom the service names. */
const echo = { ipv4: 8, ipv6: 128 } as const;

/** RFC 1122 and RFC 4890: errors that IP needs, ping, and for IPv6 neighbour, router and multicast listener discovery. */
export function icmp(action: Action, services: readonly Pick<Service, 'icmp'>[]): readonly Draft[] {
  const origin: PolicyPath = ['default'];
  const taken = (family: Family) =>
    services.some(({ icmp }) => icmp.some((one) => one.family === family && one.type === echo[family]));
  const of = (family: Family, types: readonly number[]) =>
    taken(family) ? types.filter((type) => type !== echo[family]) : types;
  const six = [1, 2, 3, 4, 128, 130, 131, 132, 133, 134, 135, 136, 143];
  return [
    draft(
      'icmp',
      [{ kind: 'icmp', family: 'ipv4', types: of('ipv4', [3, 8, 11, 12]) }],
      action,
      origin,
      'ipv4',
    ),
    draft('icmpv6', [{ kind: 'icmp', family: 'ipv6', types: of('ipv6', six) }], action, origin, 'ipv6'),
  ];
}

/**
 * RFC 2131 4.1 and RFC 8415 7.2. A server answers what was asked by broadcast or multicast from an address of its own, which conntrack
 * cannot know for an answer. Whom a client asks by his address answers as every server does, by `established`.
 */
export function dhcpAnswers(action: Action = accept): readonly Draft[] {
  const from = (server: number, client: number): readonly Match[] => [
    { kind: 'ports', transport: 'udp', side: 'destination', ports: onePort(client) },
    { kind: 'ports', transport: 'udp', side: 'source', ports: onePort(server) },
  ];
  return [
    draft('dhcp', from(67, 68), action, ['dhcp'], 'ipv4'),
    draft('dhcpv6', [{ kind: 'link-local' }, ...from(547, 546)], action, ['dhcp'], 'ipv6'),
  ];
}

const onePort = (port: number): readonly PortRange[] => [{ first: port as Port, last: port as Port }];
