import type { Family } from '../net/address.js';
import type { Service } from '../policy/policy.js';
import type { Match, Side, Transport } from '../ruleset/match.js';
import type { RuleFamily, StaticSet } from '../ruleset/ruleset.js';
import { serviceToSet } from './names.js';

/** What a service opens, by the transport or the protocol that it is asked with. */
export interface Opening {
  readonly what: Transport | 'protocol' | 'icmp' | 'icmpv6';
  readonly match: Match;
  readonly family: RuleFamily;
}

/** In IPv6 these are headers between the first one and what is carried (RFC 8200 4): no packet carries them. */
const extensionHeaders: ReadonlySet<number> = new Set([0, 43, 44, 60]);

export function openingsOf(service: Service): readonly Opening[] {
  const { protocol } = service;
  const ofPorts = (['udp', 'tcp'] as const).flatMap((transport): readonly Opening[] => {
    const ports = service[transport];
    const match = { kind: 'ports', transport, side: 'destination', ports } as const;
    return ports.length === 0 ? [] : [{ what: transport, match, family: 'any' }];
  });
  const ofIcmp = (family: Family, what: Opening['what']): readonly Opening[] => {
    const types = service.icmp.filter((one) => one.family === family).map(({ type }) => type);
    return types.length === 0 ? [] : [{ what, match: { kind: 'icmp', family, types }, family }];
  };
  const icmp = [...ofIcmp('ipv4', 'icmp'), ...ofIcmp('ipv6', 'icmpv6')];
  if (protocol === undefined) return [...ofPorts, ...icmp];
  const family = extensionHeaders.has(protocol) ? 'ipv4' : 'any';
  const match = { kind: 'protocol', number: protocol } as const;
  return [...ofPorts, { what: 'protocol', match, family }, ...icmp];
}

/** Where it is reached: on which addresses of this host, by which devices. */
export const whereOf = ({ name, to, on }: Service): readonly Match[] => [
  ...(on.length === 0 ? [] : [{ kind: 'interface', names: on } as const]),
  ...(to === undefined ? [] : [addressIn('destination', serviceToSet(name))]),
];

export const addressIn = (side: Side, set: StaticSet['id']): Match => ({
  kind: 'address',
  side,
  set,
  negate: false,
});
