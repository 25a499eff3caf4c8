import type { Family } from '../net/address.js';
import type { Port } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Service } from '../policy/policy.js';
import type { Match, Side } from '../ruleset/match.js';
import type { Action } from '../ruleset/ruleset.js';
import { type Draft, draft } from './write.js';

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
 * cannot know for an answer. Over IPv6 it may have any address and, since the RFC names none, any port; the client has one of the link, to
 * which only neighbours can send. Whom a client asks by his address answers as every server does, by `established`.
 */
export function dhcpAnswers(action: Action): readonly Draft[] {
  const port = (side: Side, number: number): Match => ({
    ...{ kind: 'ports', transport: 'udp', side },
    ports: [{ first: number as Port, last: number as Port }],
  });
  const client: Match = { kind: 'link-local', side: 'destination' };
  return [
    draft('dhcp', [port('destination', 68), port('source', 67)], action, ['dhcp'], 'ipv4'),
    draft('dhcpv6', [client, port('destination', 546)], action, ['dhcp'], 'ipv6'),
  ];
}
