import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { ElsewhereSwitch, Policy, Sip } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { ConntrackState, Match, Side, Transport } from '../ruleset/match.js';
import type { Action } from '../ruleset/ruleset.js';
import { sets } from './names.js';
import { type Draft, draft, goTo, pass } from './write.js';

/** Which sets hold anything: a rule about an empty group is left out. */
export interface Present {
  readonly trusted: boolean;
  readonly blocked: boolean;
  /** Whether the host resolves names of whom it trusts. */
  readonly named: boolean;
  /** Whether the host fetches lists of whom it blocks. */
  readonly fetched: boolean;
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
  more: readonly Match[] = [],
): readonly Draft[] {
  if (ports.length === 0) return [];
  const match = { kind: 'ports', transport, side, ports } as const;
  return [draft(`${name}.${transport}`, [match, ...more], goTo(target), origin)];
}

/** Not what the host forwards to others: a phone behind it answers from port 5060 too. */
export const forThisHost: Match = { kind: 'local' };

/**
 * Asked behind the trusted, who pass either way: to ask the routes costs more than anything else on their way (110 ns, docs/benchmarks.md). To a
 * switch behind this host only its own packets come.
 */
export const forwarded = ({ at }: Sip): readonly Draft[] =>
  at === undefined ? [draft('forwarded', [{ kind: 'local', negate: true }], pass, ['sip', 'ports'])] : [];

/** The addresses and devices at which the policy wants SIP; elsewhere the ports are no ports of SIP. */
export const sipWhere = ({ to, on }: Sip): readonly Match[] => [
  ...byDevice(on),
  ...(to === undefined ? [] : [address('destination', sets.sipTo)]),
];

const byDevice = (names: readonly string[]): readonly Match[] =>
  names.length === 0 ? [] : [{ kind: 'interface', names }];

/** What is for the switch behind this host, by an address that nobody translates any more. */
export const toSwitch: Match = address('destination', sets.sipAt);

/**
 * What the switch behind this host sends itself. Whoever sends in its name from elsewhere could make himself known: where he cannot be told, by
 * the device, nothing teaches.
 */
export const fromSwitch = ({ on }: ElsewhereSwitch): readonly Match[] => [
  address('source', sets.sipAt),
  ...(on.length === 0 ? [{ kind: 'way-back' } as const] : byDevice(on)),
];

export function address(side: Side, set: (typeof sets)[keyof typeof sets]): Match {
  return { kind: 'address', side, set, negate: false };
}

export const conntrack = (...states: readonly ConntrackState[]): Match => ({ kind: 'conntrack', states });

/** Of a flow that this host began. */
export const answers: Match = { kind: 'conntrack', states: ['established'], direction: 'reply' };

export function trustedRule(present: Present, side: Side, action: Action = pass): readonly Draft[] {
  return [
    ...(present.trusted ? [draft('trusted', [address(side, sets.trusted)], action, ['trusted'])] : []),
    ...(present.named
      ? [draft('trusted.named', [address(side, sets.namedTrusted)], action, ['trusted'])]
      : []),
  ];
}

export const hasEncrypted = ({ encrypted }: Sip): boolean => encrypted.udp.length + encrypted.tcp.length > 0;

/** What keeps media out of the connection table, where the policy asks for it. */
export function untrackedMedia(policy: Policy, matches: readonly Match[]): readonly Draft[] {
  return policy.conntrack.media === 'untracked'
    ? [draft('media.untracked', matches, { kind: 'untrack' }, ['conntrack', 'media'])]
    : [];
}

export function untracked(policy: Policy): readonly Draft[] {
  return policy.conntrack.sip === 'untracked'
    ? [draft('untracked', [], { kind: 'untrack' }, ['conntrack', 'sip'])]
    : [];
}
