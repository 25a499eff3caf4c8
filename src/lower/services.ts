import type { Service } from '../policy/policy.js';
import type { Match, Transport } from '../ruleset/match.js';
import type { RuleFamily } from '../ruleset/ruleset.js';
import { serviceSet } from './names.js';
import { accept, type Draft, draft, drop } from './write.js';

export function serviceDrafts(service: Service): readonly Draft[] {
  const from: readonly Match[] =
    service.from === undefined
      ? []
      : [{ kind: 'address', side: 'source', set: serviceSet(service.name), negate: false }];
  return serviceMatches(service).map(({ what, match, family }) =>
    draft(`service.${service.name}.${what}`, [match, ...from], accept, service.path, family),
  );
}

/** With `default: leave` a port that names its sources is still closed to all others: `from` is never a mere hint. */
export function closedDrafts(service: Service): readonly Draft[] {
  if (service.from === undefined) return [];
  return serviceMatches(service).map(({ what, match, family }) =>
    draft(`service.${service.name}.${what}.closed`, [match], drop, service.path, family),
  );
}

interface ServiceMatch {
  readonly what: Transport | 'protocol';
  readonly match: Match;
  readonly family: RuleFamily;
}

/** In IPv6 these are headers between the first one and what is carried (RFC 8200 4): no packet carries them. */
const extensionHeaders: ReadonlySet<number> = new Set([0, 43, 44, 60]);

function serviceMatches(service: Service): readonly ServiceMatch[] {
  const { protocol } = service;
  const ofPorts = (['udp', 'tcp'] as const).flatMap((transport): readonly ServiceMatch[] => {
    const ports = service[transport];
    const match = { kind: 'ports', transport, side: 'destination', ports } as const;
    return ports.length === 0 ? [] : [{ what: transport, match, family: 'any' }];
  });
  if (protocol === undefined) return ofPorts;
  const family = extensionHeaders.has(protocol) ? 'ipv4' : 'any';
  return [...ofPorts, { what: 'protocol', match: { kind: 'protocol', number: protocol }, family }];
}
