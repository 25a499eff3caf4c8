import { mergePorts } from '../net/port.js';
import type { PolicyPath } from '../policy/path.js';
import type { OpenLimit, Policy, Strangers } from '../policy/policy.js';
import { mediaPorts } from '../policy/service.js';
import type { TableId } from '../ruleset/ids.js';
import type { Match, Transport } from '../ruleset/match.js';
import type { Action, Chain } from '../ruleset/ruleset.js';
import { lowerBlocked, toBlocked } from './blocked.js';
import { address, conntrack, type Present, sipWhere, toPorts, toSwitch, trustedRule } from './entry.js';
import { dhcpAnswers, icmp } from './host.js';
import { chains, sets, tables } from './names.js';
import { ending } from './refuse.js';
import { packetDrafts } from './service-limits.js';
import { closedDrafts, countedDrafts, serviceDrafts } from './services.js';
import { accept, chain, type Draft, draft, drop, goTo, pass } from './write.js';

/**
 * What is for this host, after conntrack. The conntrack rule is always there: it is also what makes the kernel
 * reassemble fragments before the raw table, without which every fixed offset could be evaded.
 */
export function lowerInput(policy: Policy, present: Present): readonly Chain[] {
  const letIn = policy.otherwise === 'deny' ? accept : pass;
  const shared = [...lowerBlocked(policy, present, letIn), sipChain(policy, present)];
  const loopback = draft('loopback', [{ kind: 'loopback' }], pass, []);
  if (policy.sip.at === undefined) {
    const sip = sipDrafts(policy);
    return [chain(chains.input, [loopback, ...inputDrafts(policy, present, sip)], 'input'), ...shared];
  }
  const origin: PolicyPath = ['sip', 'at'];
  return [
    chain(chains.input, [loopback, ...inputDrafts(policy, present, noSip)], 'input'),
    chain(chains.forward, [draft('switch', [toSwitch], goTo(chains.forwardSwitch), origin)], 'forward'),
    chain(chains.forwardSwitch, inputDrafts(policy, present, sipDrafts(policy))),
    ...shared,
  ];
}

interface SipDrafts {
  readonly tcp: readonly Draft[];
  readonly udp: readonly Draft[];
}

/** Where the switch is not. */
const noSip: SipDrafts = { tcp: [], udp: [] };

function sipDrafts({ sip }: Policy): SipDrafts {
  const udp = mergePorts([...sip.udp, ...sip.encrypted.udp]);
  const tcp = mergePorts([...sip.tcp, ...sip.encrypted.tcp]);
  const where = sipWhere(sip);
  const ports: PolicyPath = ['sip', 'ports'];
  const tcpTarget = sip.strangers === 'deny' ? chains.inputSip : chains.tcp;
  return {
    tcp: toPorts('sip', { side: 'destination', transport: 'tcp', ports: tcp }, tcpTarget, ports, where),
    udp: toPorts('sip', { side: 'destination', transport: 'udp', ports: udp }, chains.inputSip, ports, where),
  };
}

/** For whomever it is, this host or a switch behind it. */
function inputDrafts(policy: Policy, present: Present, sip: SipDrafts): readonly Draft[] {
  const deny = policy.otherwise === 'deny';
  const letIn = deny ? accept : pass;
  const services = servicesOf(policy);
  const untracked = policy.conntrack.media === 'untracked';
  return [
    ...sip.tcp,
    ...toBlocked(present),
    ...services.first,
    ...(untracked ? services.media : []),
    draft('established', [conntrack('established', 'related')], letIn, ['default']),
    ...(untracked ? [] : services.media),
    ...icmp(letIn, policy.services),
    ...(deny && policy.dhcp ? dhcpAnswers(letIn) : []),
    ...sip.udp,
    ...services.behind,
    ...(deny ? ending('denied', policy.logging, ['default']) : []),
  ];
}

/** What counts connections or every packet stands before `established`, media right behind it: no rule between the two places is about its ports. */
function servicesOf(policy: Policy) {
  const { services } = policy;
  const media = mediaPorts(policy)?.service;
  const closed = policy.otherwise === 'deny' ? [] : services.flatMap(closedDrafts);
  return {
    first: [
      ...services.flatMap(packetDrafts),
      ...services.flatMap((service) => countedDrafts(service, policy)),
    ],
    media: media === undefined ? [] : serviceDrafts(media, policy, (what) => what === 'udp'),
    behind: [
      ...services.flatMap((service) =>
        serviceDrafts(service, policy, (what) => service !== media || what !== 'udp'),
      ),
      ...closed,
    ],
  };
}

function sipChain(policy: Policy, present: Present): Chain {
  const { strangers } = policy.sip;
  const connections =
    strangers === 'deny' || policy.conntrack.sip === 'untracked' ? [] : connectionDrafts(strangers);
  return chain(chains.inputSip, [
    ...(connections.length === 0 ? [] : [...trustedRule(present, 'source', accept), known]),
    ...connections,
    draft('accept', [], accept, ['sip', 'ports']),
  ]);
}

/** An office of fifty phones behind one address has fifty flows: as soon as the switch has answered one of them, it may. */
const known = draft('known', [address('source', sets.known)], accept, ['sip', 'known']);

/**
 * New flows only: what is open already was counted when it opened. Conntrack makes no flow of a datagram that lies
 * about its length, which Linux delivers over IPv6 all the same (a length of zero, RFC 2675): it would not be counted.
 */
function connectionDrafts({ connections }: Strangers): readonly Draft[] {
  const refuse: Action = connections.answer === 'reject' ? { kind: 'reject' } : drop;
  const rule = (
    name: string,
    table: TableId,
    limit: OpenLimit | undefined,
    transport: readonly Transport[],
  ) =>
    limit === undefined
      ? []
      : [
          draft(
            `connections.${name}`,
            [
              ...transport.map((t): Match => ({ kind: 'transport', transport: t })),
              conntrack('new'),
              { kind: 'connections', table },
            ],
            refuse,
            limit.path,
          ),
        ];
  const uncounted = ({ path }: OpenLimit) =>
    draft('connections.invalid', [{ kind: 'transport', transport: 'udp' }, conntrack('invalid')], drop, path);
  return [
    ...(connections.udp === undefined ? [] : [uncounted(connections.udp)]),
    ...rule('udp', tables.udp, connections.udp, ['udp']),
    ...rule('subnet', tables.subnet, connections.perSubnet, []),
  ];
}
