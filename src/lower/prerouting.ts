import type { PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { ElsewhereSwitch, Policy, Sip, Strangers } from '../policy/policy.js';
import { mediaPorts } from '../policy/service.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Transport } from '../ruleset/match.js';
import type { Chain } from '../ruleset/ruleset.js';
import { earlyDrops, provenDrops, toBanned } from './bans.js';
import { blockedRule, blockedSyn } from './blocked.js';
import { allOnly } from './classes.js';
import {
  address,
  forThisHost,
  forwarded,
  fromSwitch,
  type Present,
  sipWhere,
  toPorts,
  toSwitch,
  trustedRule,
  untracked,
  untrackedMedia,
} from './entry.js';
import { limitDrafts } from './limits.js';
import { chains, sets } from './names.js';
import { strangersEntrance, toStrangers } from './strangers-from.js';
import { chain, type Draft, draft, goTo, pass, refuseTo, shortcut } from './write.js';

const to = (transport: Transport, ports: readonly PortRange[]) =>
  ({ side: 'destination', transport, ports }) as const;

/**
 * Before conntrack, cheapest first: media, which is most of what comes in, and then the plain ports, to which floods come: two rules before
 * them took 100 ns of each packet (docs/benchmarks.md). Entered positively by port: whatever else comes in is none of these chains' business.
 */
export function lowerPrerouting(policy: Policy, present: Present): readonly Chain[] {
  const { sip } = policy;
  if (sip.at !== undefined) return [...elsewhere(policy, sip.at, present), ...lanes(policy, present)];
  const first = media(policy);
  const hook = chain(
    chains.prerouting,
    [...first.rules, loopback, ...byPort(sip), ...blockedSyn(present)],
    'prerouting',
  );
  return [...ingress(policy), hook, ...first.chains, ...lanes(policy, present)];
}

const loopback = draft('loopback', [{ kind: 'loopback' }], pass, []);

function byPort(sip: Sip): readonly Draft[] {
  const where = sipWhere(sip);
  return [
    ...toPorts('sip', to('udp', sip.udp), chains.sipUdp, ['sip', 'ports', 'udp'], where),
    ...toPorts('sip', to('tcp', sip.tcp), chains.sipTcp, ['sip', 'ports', 'tcp'], where),
    ...toPorts('sip.encrypted', to('udp', sip.encrypted.udp), chains.sipEncrypted, encryptedPorts, where),
    ...toPorts('sip.encrypted', to('tcp', sip.encrypted.tcp), chains.sipTcp, encryptedPorts, where),
  ];
}

/**
 * A switch behind this host. Before conntrack a packet to it may bear another address and another port, which are translated later: so the
 * lanes stand behind that, where it is forwarded. Its own packets are seen as they come in, before the addresses of the answers are translated
 * back, and where the device tells whether somebody far away sends in its name.
 */
function elsewhere(policy: Policy, at: ElsewhereSwitch, present: Present): readonly Chain[] {
  const { sip } = policy;
  const origin: PolicyPath = ['sip', 'at'];
  const answersOf = (transport: Transport, target: ChainId) => {
    const from = { side: 'source', transport, ports: sip[transport] } as const;
    return toPorts('switch', from, target, origin, fromSwitch(at));
  };
  const learns = sip.strangers !== 'deny';
  const teaching = [...answersOf('udp', chains.outputUdp), ...answersOf('tcp', chains.outputTcp)];
  return [
    chain(chains.prerouting, [loopback, ...(learns ? teaching : []), ...blockedSyn(present)], 'prerouting'),
    chain(chains.passing, [draft('switch', [toSwitch], goTo(chains.passingSwitch), origin)], 'passing'),
    chain(chains.passingSwitch, byPort(sip)),
  ];
}

const encryptedPorts: PolicyPath = ['sip', 'ports', 'encrypted'];

/** By one comparison. No later rule of this hook says anything of these ports. */
function media(policy: Policy): { readonly rules: readonly Draft[]; readonly chains: readonly Chain[] } {
  const found = mediaPorts(policy);
  if (found === undefined) return { rules: [], chains: [] };
  const ports: Match = { kind: 'ports', ...to('udp', [found.ports]) };
  const origin = found.service.path;
  const untrack = untrackedMedia(policy, []);
  if (untrack.length === 0) return { rules: [draft('media', [ports], pass, origin)], chains: [] };
  return {
    rules: [draft('media', [ports], goTo(chains.sipMedia), origin)],
    chains: [chain(chains.sipMedia, [...untrack, draft('pass', [], pass, origin)])],
  };
}

/** Where the policy names the devices, the shortcuts stand there, before the packet is an IP packet to the kernel. */
function ingress(policy: Policy): readonly Chain[] {
  if (policy.target.devices.length === 0 || policy.sip.udp.length === 0) return [];
  const udp = { kind: 'ports', ...to('udp', policy.sip.udp) } as const;
  const drops = earlyDrops(policy, [udp, ...sipWhere(policy.sip)]);
  return drops.length === 0 ? [] : [chain(chains.ingress, drops, 'ingress')];
}

const known = (lane: ChainId): Draft =>
  draft('known', [address('source', sets.known)], goTo(lane), ['sip', 'known']);

/** What each datagram for SIP is asked, in this order. */
function datagrams(
  policy: Policy,
  present: Present,
  asked: readonly Draft[],
  strangers: Strangers,
): readonly Draft[] {
  const { at } = policy.sip;
  const called = (set: typeof sets.called) =>
    draft(set, [address('source', set)], goTo(chains.calledUdp), ['sip', 'known']);
  const early = at !== undefined || policy.target.devices.length === 0;
  return [
    ...(early ? earlyDrops(policy, [], at === undefined ? [forThisHost] : []) : []),
    ...asked,
    shortcut({ ...toBanned(chains.bannedUdp), suffix: 'banned.first' }, 'order'),
    ...blockedRule(present),
    known(chains.knownUdp),
    called(sets.called),
    called(sets.calling),
    draft('strangers', [], goTo(strangersEntrance(strangers)), ['sip', 'strangers']),
  ];
}

function lanes(policy: Policy, present: Present): readonly Chain[] {
  const { strangers } = policy.sip;
  const trusted = trustedRule(present, 'source');
  const untrack = untracked(policy);
  const others = forwarded(policy.sip);
  const asked = untrack.length === 0 ? [...trusted, ...others] : [...others, ...untrack, ...trusted];
  const first = [...asked, ...blockedRule(present)];
  if (strangers === 'deny') {
    const denied = draft('denied', [], refuseTo(chains.refuse), ['sip', 'strangers']);
    return [chains.sipUdp, chains.sipTcp, chains.sipEncrypted].map((id) => chain(id, [...first, denied]));
  }
  return [
    chain(chains.sipUdp, datagrams(policy, present, asked, strangers)),
    // TCP is judged behind conntrack (tcp.ts): what is counted here, anybody could use up in another's name.
    chain(chains.sipTcp, [...first, draft('tracked', [], pass, ['sip', 'ports', 'tcp'])]),
    chain(chains.sipEncrypted, [
      ...first,
      known(chains.knownEncrypted),
      ...provenDrops,
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
