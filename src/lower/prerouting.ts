import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limits, Policy } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Side, Transport } from '../ruleset/match.js';
import type { Action, Chain } from '../ruleset/ruleset.js';
import { entriesFor } from './classes.js';
import { chains, sets } from './names.js';
import { limitDrafts } from './strangers.js';
import { chain, type Draft, draft, drop, goTo, pass } from './write.js';

/** Which sets exist: a rule about an empty group is left out. */
export interface Present {
  readonly trusted: boolean;
  readonly blocked: boolean;
}

/** Before conntrack, cheapest first. Entered positively by port: whatever else comes in is none of these chains' business. */
export function lowerPrerouting(policy: Policy, present: Present): readonly Chain[] {
  const { sip } = policy;
  const hook = chain(
    chains.prerouting,
    [
      draft('loopback', [{ kind: 'loopback' }], pass, []),
      ...toPorts('destination', sip.encrypted.udp, 'udp', chains.sipEncrypted, ['sip', 'ports', 'encrypted']),
      ...toPorts('destination', sip.encrypted.tcp, 'tcp', chains.sipEncrypted, ['sip', 'ports', 'encrypted']),
      ...toPorts('destination', sip.udp, 'udp', chains.sipUdp, ['sip', 'ports', 'udp']),
      ...toPorts('destination', sip.tcp, 'tcp', chains.sipTcp, ['sip', 'ports', 'tcp']),
      ...blockedRule(present),
    ],
    'prerouting',
  );
  return [hook, ...lanes(policy, present)];
}

function lanes(policy: Policy, present: Present): readonly Chain[] {
  const { strangers } = policy.sip;
  const first = [...untracked(policy), ...trustedRule(present, 'source'), ...blockedRule(present)];
  if (strangers === 'deny') {
    const denied = draft('denied', [], goTo(chains.refuse), ['sip', 'strangers']);
    return [chains.sipUdp, chains.sipTcp, chains.sipEncrypted].map((id) => chain(id, [...first, denied]));
  }
  const banned = draft('banned', [address('source', sets.banned)], drop, ['sip', 'bans']);
  const lane = (id: ChainId, called: ChainId, next: ChainId) =>
    chain(id, [
      ...first,
      banned,
      draft('called', [address('source', sets.called)], goTo(called), ['sip', 'known']),
      draft('strangers', [], goTo(next), ['sip', 'strangers']),
    ]);
  return [
    lane(chains.sipUdp, chains.calledUdp, chains.strangersUdp),
    lane(chains.sipTcp, chains.calledTcp, chains.strangersTcp),
    chain(chains.sipEncrypted, [
      ...first,
      banned,
      ...limitDrafts('strangers', allOnly(strangers.limits)),
      ...limitDrafts('subnet', allOnly(strangers.perSubnet)),
      draft('pass', [], pass, ['sip', 'ports', 'encrypted']),
    ]),
  ];
}

/** No method can be read on an encrypted port: what counts every packet is all that applies. */
const allOnly = (limits: Limits) => entriesFor(limits, 'other').filter(({ key }) => key === 'all');

export function toPorts(
  side: Side,
  ports: readonly PortRange[],
  transport: Transport,
  target: ChainId,
  origin: PolicyPath,
): readonly Draft[] {
  if (ports.length === 0) return [];
  return [
    draft(
      target.endsWith(transport) ? target : `${target}.${transport}`,
      [{ kind: 'ports', transport, side, ports }],
      goTo(target),
      origin,
    ),
  ];
}

export const address = (side: Side, set: (typeof sets)[keyof typeof sets]): Match => ({
  kind: 'address',
  side,
  set,
  negate: false,
});

export function trustedRule(present: Present, side: Side, action: Action = pass): readonly Draft[] {
  return present.trusted ? [draft('trusted', [address(side, sets.trusted)], action, ['trusted'])] : [];
}

function blockedRule(present: Present): readonly Draft[] {
  return present.blocked ? [draft('blocked', [address('source', sets.blocked)], drop, ['blocked'])] : [];
}

export function untracked(policy: Policy): readonly Draft[] {
  return policy.conntrack.sip === 'untracked'
    ? [draft('untracked', [], { kind: 'untrack' }, ['conntrack', 'sip'])]
    : [];
}
