import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Transport } from '../ruleset/match.js';
import type { Chain } from '../ruleset/ruleset.js';
import { earlyDrops, provenDrop, toBanned } from './bans.js';
import { blockedRule, blockedSyn } from './blocked.js';
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
import { limitDrafts } from './limits.js';
import { chains, sets } from './names.js';
import { strangersEntrance, toStrangers } from './strangers-from.js';
import { chain, type Draft, draft, goTo, pass, refuseTo } from './write.js';

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
      ...blockedSyn(present),
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
