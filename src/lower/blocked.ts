import { mergePorts } from '../net/port.js';
import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy } from '../policy/policy.js';
import type { Match } from '../ruleset/match.js';
import type { Action, Chain } from '../ruleset/ruleset.js';
import { address, answers, conntrack, forThisHost, type Present } from './entry.js';
import { dhcpAnswers } from './host.js';
import { chains, sets } from './names.js';
import { chain, type Draft, draft, drop, goTo } from './write.js';

const origin: PolicyPath = ['blocked'];

/** Rules that ask each list there is of the blocked: the one of the policy, and what the host itself fetches. */
const each = (present: Present, rule: (name: string, inList: Match) => Draft): readonly Draft[] =>
  [
    ...(present.blocked ? [sets.blocked] : []),
    ...(present.fetched ? [sets.fetchedHosts, sets.fetched] : []),
  ].map((set) => rule(set, address('source', set)));

/** Before conntrack: whatever a blocked source sends. On the SIP ports nothing is an answer that this host waits for. */
export const blockedRule = (present: Present): readonly Draft[] =>
  each(present, (name, inList) => draft(name, [inList], drop, origin));

/** On other ports conntrack has to tell answers apart; a SYN is none, and a flood of them ends here. */
export const blockedSyn = (present: Present): readonly Draft[] =>
  each(present, (name, inList) => draft(`${name}.syn`, [{ kind: 'syn' }, inList, forThisHost], drop, origin));

export const toBlocked = (present: Present): readonly Draft[] =>
  each(present, (name, inList) => draft(name, [inList], goTo(chains.inputBlocked), origin));

/**
 * Behind conntrack: answers to what this host itself has asked pass, since a list may well hold the name server, the clock or the
 * interface that it asks. What a blocked source began is none, however long it has been open.
 */
export function lowerBlocked(policy: Policy, present: Present, letIn: Action): readonly Chain[] {
  if (!present.blocked && !present.fetched) return [];
  return [
    chain(chains.inputBlocked, [
      neighbours(letIn),
      ...(policy.dhcp ? dhcpAnswers(letIn) : []),
      ...served(policy),
      draft('answers', [answers], letIn, origin),
      draft('related', [conntrack('related')], letIn, origin),
      draft('drop', [], drop, origin),
    ]),
  ];
}

/**
 * Router and neighbour discovery of the link (RFC 4861). A list of bogus networks may well hold fe80::/10, and a host
 * that drops its neighbours' advertisements has no IPv6.
 */
const neighbours = (letIn: Action): Draft =>
  draft('neighbours', [{ kind: 'icmp', family: 'ipv6', types: [133, 134, 135, 136] }], letIn, origin, 'ipv6');

/** From here on Linux takes the ports of what it begins (`ip_local_port_range`). */
const EPHEMERAL = 32_768;

/**
 * Conntrack that is new to a connection takes whoever speaks first for the one who began it (`nf_conntrack_tcp_loose`). On a port that
 * is served here, this host did not.
 */
function served({ services }: Policy): readonly Draft[] {
  const ports = mergePorts(services.flatMap(({ tcp }) => tcp)).filter(isServed);
  const match: Match = { kind: 'ports', transport: 'tcp', side: 'destination', ports: ports.map(below) };
  return ports.length === 0 ? [] : [draft('served', [match], drop, origin)];
}

const isServed = ({ first }: PortRange): boolean => first < EPHEMERAL;
const below = ({ first, last }: PortRange): PortRange => ({
  first,
  last: Math.min(last, EPHEMERAL - 1) as PortRange['last'],
});
