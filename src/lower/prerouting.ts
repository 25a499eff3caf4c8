import { overlaps } from '../net/address-set.js';
import { networks } from '../net/networks.js';
import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Transport } from '../ruleset/match.js';
import type { Chain } from '../ruleset/ruleset.js';
import { provenDrop, toBanned } from './banned.js';
import { earlyDrops } from './bans.js';
import { allOnly } from './classes.js';
import {
  address,
  forThisHost,
  type PortsOf,
  type Present,
  sipWhere,
  toPorts,
  trustedRule,
  untracked,
} from './entry.js';
import { dhcpAnswers } from './host.js';
import { limitDrafts } from './limits.js';
import { chains, sets } from './names.js';
import { strangersEntrance, toStrangers } from './strangers-from.js';
import { chain, type Draft, draft, drop, goTo, pass, refuseTo } from './write.js';

const to = (transport: Transport, ports: readonly PortRange[]) =>
  ({ side: 'destination', transport, ports }) as const;

/**
 * Before conntrack, cheapest first: floods come to the plain ports, and two rules before them took 100 ns of each packet
 * (docs/benchmarks.md). Entered positively by port: whatever else comes in is none of these chains' business.
 */
export function lowerPrerouting(policy: Policy, present: Present): readonly Chain[] {
  const { sip } = policy;
  const where = sipWhere(sip);
  const hook = chain(
    chains.prerouting,
    [
      draft('loopback', [{ kind: 'loopback' }], pass, []),
      ...entry('sip', to('udp', sip.udp), chains.sipUdp, ['sip', 'ports', 'udp'], where),
      ...entry('sip', to('tcp', sip.tcp), chains.sipTcp, ['sip', 'ports', 'tcp'], where),
      ...entry('sip.encrypted', to('udp', sip.encrypted.udp), chains.sipEncrypted, encryptedPorts, where),
      ...entry('sip.encrypted', to('tcp', sip.encrypted.tcp), chains.sipTcp, encryptedPorts, where),
      ...(present.blocked ? [neighbours, ...answersOfBlocked(policy)] : []),
      ...blockedRule(present, [forThisHost]),
    ],
    'prerouting',
  );
  return [...ingress(policy), hook, ...lanes(policy, present)];
}

const encryptedPorts: PolicyPath = ['sip', 'ports', 'encrypted'];

const entry = (
  name: string,
  ports: PortsOf,
  target: ChainId,
  origin: PolicyPath,
  where: readonly Match[],
): readonly Draft[] => toPorts(name, ports, target, origin, [forThisHost, ...where]);

/** Where the policy names the devices, the shortcuts stand there, before the packet is an IP packet to the kernel. */
function ingress(policy: Policy): readonly Chain[] {
  if (policy.target.devices.length === 0 || policy.sip.udp.length === 0) return [];
  const udp = { kind: 'ports', ...to('udp', policy.sip.udp) } as const;
  const drops = earlyDrops(policy, [udp, ...sipWhere(policy.sip)]);
  return drops.length === 0 ? [] : [chain(chains.ingress, drops, 'ingress')];
}

/**
 * Router and neighbour discovery of the link (RFC 4861). A list of bogus networks may well hold fe80::/10, and a host
 * that drops its neighbours' advertisements has no IPv6.
 */
const neighbours = draft(
  'neighbours',
  [{ kind: 'icmp', family: 'ipv6', types: [133, 134, 135, 136] }],
  pass,
  ['blocked'],
  'ipv6',
);

/**
 * A list of bogus networks holds those that DHCP servers are in. Elsewhere nobody pays for asking: media of every call comes by here.
 */
function answersOfBlocked({ dhcp, blocked }: Policy): readonly Draft[] {
  const families = { ipv4: overlaps(blocked.set, inside), ipv6: overlaps(blocked.set, onLink) };
  return dhcp ? dhcpAnswers(pass).filter(({ family }) => family !== 'any' && families[family]) : [];
}

/** RFC 1918, RFC 6598 and RFC 3927; RFC 4291 2.5.6. */
const inside = networks('10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16');
const onLink = networks('fe80::/10');

function lanes(policy: Policy, present: Present): readonly Chain[] {
  const { strangers } = policy.sip;
  const first = [...untracked(policy), ...trustedRule(present, 'source'), ...blockedRule(present)];
  if (strangers === 'deny') {
    const denied = draft('denied', [], refuseTo(chains.refuse), ['sip', 'strangers']);
    return [chains.sipUdp, chains.sipTcp, chains.sipEncrypted].map((id) => chain(id, [...first, denied]));
  }
  const known = (lane: ChainId) =>
    draft('known', [address('source', sets.known)], goTo(lane), ['sip', 'known']);
  const called = (set: typeof sets.called) =>
    draft(set, [address('source', set)], goTo(chains.calledUdp), ['sip', 'known']);
  return [
    chain(chains.sipUdp, [
      ...(policy.target.devices.length === 0 ? earlyDrops(policy, []) : []),
      ...first,
      known(chains.knownUdp),
      called(sets.called),
      called(sets.calling),
      draft('strangers', [], goTo(strangersEntrance(strangers)), ['sip', 'strangers']),
    ]),
    // TCP is judged behind conntrack (tcp.ts): what is counted here, anybody could use up in another's name.
    chain(chains.sipTcp, [...first, draft('tracked', [], pass, ['sip', 'ports', 'tcp'])]),
    chain(chains.sipEncrypted, [
      ...first,
      known(chains.knownEncrypted),
      provenDrop,
      toBanned(chains.bannedEncrypted),
      ...toStrangers('strangers', strangers, chains.encryptedStrangers),
    ]),
    chain(chains.encryptedStrangers, [
      ...limitDrafts('strangers', allOnly(strangers.limits)),
      ...limitDrafts('subnet', allOnly(strangers.perSubnet)),
      draft('pass', [], pass, encryptedPorts),
    ]),
  ];
}

function blockedRule(present: Present, more: readonly Match[] = []): readonly Draft[] {
  return present.blocked
    ? [draft('blocked', [address('source', sets.blocked), ...more], drop, ['blocked'])]
    : [];
}
