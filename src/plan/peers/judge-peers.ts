import { evaluator } from '../../evaluate/evaluator.js';
import type { Machine } from '../../evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../../evaluate/options.js';
import type { Decision } from '../../evaluate/program.js';
import { type Address, addressText } from '../../net/address.js';
import { covers } from '../../net/port.js';
import type { Sip } from '../../policy/policy.js';
import type { Rule } from '../../ruleset/ruleset.js';
import {
  type Flow,
  probe,
  qualifying,
  type Sayings,
  sayingsOf,
  shortRequest,
  startOfConnection,
} from './probe.js';

/** Whoever talks with this host now. */
export interface Peers {
  readonly flows: readonly Flow[];
  /** Sources that the rules of now have learned to know. */
  readonly known: readonly Address[];
}

/** A peer whose next packets the new rules would refuse. */
export interface Refused {
  readonly flow: Flow;
  readonly rule: Rule | undefined;
}

/** Connections over TCP that one address has open now, of which the new rules would end some. */
export interface Crowd {
  readonly address: Address;
  readonly open: number;
  readonly refused: number;
  readonly rule: Rule | undefined;
}

export interface Judged {
  /** How many peers were tried: an address, a transport and a port of this host each. */
  readonly seen: number;
  readonly refused: readonly Refused[];
  /** Of the others, those whose OPTIONS would not be answered: a PBX that qualifies its trunk takes it for dead. */
  readonly unanswered: readonly Refused[];
  readonly crowds: readonly Crowd[];
  /** Conntrack has seen nobody who talks SIP over UDP: nobody does, or nothing is tracked. */
  readonly blind: boolean;
}

export interface JudgeBy {
  readonly rules: BackendRules;
  readonly options: EvaluatorOptions;
  readonly sip: Pick<Sip, 'udp' | 'tcp' | 'encrypted' | 'domains' | 'at'>;
}

/**
 * Milliseconds between two peers: so that what they share, the caps of all strangers, is full again for each of them. What they
 * do to each other is the affair of limits; here the question is who is shut out.
 */
const APART = 60_000;

/** Lets each peer send its next packets to a host on which the new rules have just been loaded, and what is known is known. */
export function judgePeers({ flows, known }: Peers, { rules, options, sip }: JudgeBy): Judged {
  const machine = evaluator(rules, options);
  const peers = onePerPeer(flows);
  const sayings = sayingsOf(sip.domains.names[0]);
  const isKnown = new Set(known.map(addressText));
  const judged = peers.map((flow, index) => {
    const at = index * APART;
    const speaksSip = isSip(sip, flow);
    if (isKnown.has(addressText(flow.peer.address))) machine.add('known', flow.peer.address, at, APART);
    const next = nextOf(machine, flow, at, speaksSip, sayings);
    return {
      flow,
      next,
      asked: speaksSip && flow.opened === 'peer' ? qualified(machine, flow, at, sayings) : next,
    };
  });
  const refused = judged.filter(({ next }) => next.verdict !== 'delivered');
  const unanswered = judged.filter(
    ({ next, asked }) => next.verdict === 'delivered' && asked.verdict !== 'delivered',
  );
  return {
    seen: peers.length,
    refused: refused.map(({ flow, next }) => ({ flow, rule: next.rule })),
    unanswered: unanswered.map(({ flow, asked }) => ({ flow, rule: asked.rule })),
    crowds: crowdsOf(flows, isKnown, { rules, options, sip }),
    blind: !flows.some((flow) => flow.transport === 'udp' && isSip(sip, flow)),
  };
}

/** A PBX repeats what is not answered (RFC 3261 17.1.2.2), and asks again every 20 to 60 s: the last of three decides. */
function qualified(machine: Machine, flow: Flow, at: number, sayings: Sayings): Decision {
  const [first, second, third] = qualifying(flow, at + 1_000, sayings);
  machine.packet(first);
  machine.packet(second);
  return machine.packet(third);
}

/**
 * The connections of each address that has several, all of them next to one another: a limit on connections tells a crowd behind one address, not one
 * of it. A short request each, so that limits in bytes have no say.
 */
function crowdsOf(
  flows: readonly Flow[],
  isKnown: ReadonlySet<string>,
  { rules, options, sip }: JudgeBy,
): readonly Crowd[] {
  const open = flows.filter((flow) => flow.transport === 'tcp' && flow.opened === 'peer' && isSip(sip, flow));
  return onePerPeer(open).flatMap(({ peer: { address } }) => {
    const own = open.filter(({ peer }) => addressText(peer.address) === addressText(address));
    const machine = evaluator(rules, options);
    if (isKnown.has(addressText(address))) machine.add('known', address, 0, APART);
    for (const flow of own) machine.open(startOfConnection(flow, 0), true);
    const decisions = own.map((flow) => machine.packet(shortRequest(flow, 0)));
    const over = decisions.filter(({ rule, verdict }) => verdict !== 'delivered' && countsConnections(rule));
    return over.length === 0
      ? []
      : [{ address, open: own.length, refused: over.length, rule: over[0]?.rule }];
  });
}

const countsConnections = (rule: Rule | undefined): boolean => rule?.origin.includes('connections') ?? false;

/** What becomes of a new connection over TCP like this one; the rule that refuses it, where one does. */
export function judgeConnection(flow: Flow, { rules, options }: JudgeBy): Decision {
  return evaluator(rules, options).packet(startOfConnection(flow, 0));
}

/** The first packet that gets through decides; a phone that may not call may still register. */
function nextOf(machine: Machine, flow: Flow, at: number, speaksSip: boolean, sayings: Sayings): Decision {
  const { before, next } = probe(flow, at, speaksSip, sayings);
  for (const { packet, answered } of before) {
    if (packet.direction === 'out') machine.packet(packet);
    else machine.open(packet, answered);
  }
  let decision: Decision | undefined;
  for (const packet of next) {
    decision = machine.packet(packet);
    if (decision.verdict === 'delivered') break;
  }
  if (decision === undefined) throw new Error('a probe has a packet');
  return decision;
}

/** An office is one peer, however many phones are in it. */
function onePerPeer(flows: readonly Flow[]): readonly Flow[] {
  const key = ({ transport, peer, host, opened, forwarded }: Flow) =>
    [transport, addressText(peer.address), host.port, opened, forwarded].join(' ');
  return [...new Map(flows.map((flow) => [key(flow), flow])).values()];
}

/** With a switch behind it this host has no port of SIP. */
const isSip = ({ udp, tcp, encrypted, at }: JudgeBy['sip'], { transport, host, forwarded }: Flow): boolean =>
  (forwarded === true) === (at !== undefined) &&
  covers([...(transport === 'udp' ? udp : tcp), ...encrypted[transport]], host.port);
