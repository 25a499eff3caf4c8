import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sip } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Side, Transport } from '../ruleset/match.js';
import type { Action } from '../ruleset/ruleset.js';
import { sets } from './names.js';
import { type Draft, draft, goTo, pass } from './write.js';

/** Which sets hold anything: a rule about an empty group is left out. */
export interface Present {
  readonly trusted: boolean;
  readonly blocked: boolean;
}

export interface PortsOf {
  readonly side: Side;
  readonly transport: Transport;
  readonly ports: readonly PortRange[];
}

/** The way from a hook to a chain, by port; none where the policy names no port. */
export function toPorts(
  name: string,
  { side, transport, ports }: PortsOf,
  target: ChainId,
  origin: PolicyPath,
): readonly Draft[] {
  if (ports.length === 0) return [];
  return [draft(`${name}.${transport}`, [{ kind: 'ports', transport, side, ports }], goTo(target), origin)];
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

export const hasEncrypted = ({ encrypted }: Sip): boolean => encrypted.udp.length + encrypted.tcp.length > 0;

export function untracked(policy: Policy): readonly Draft[] {
  return policy.conntrack.sip === 'untracked'
    ? [draft('untracked', [], { kind: 'untrack' }, ['conntrack', 'sip'])]
    : [];
}
