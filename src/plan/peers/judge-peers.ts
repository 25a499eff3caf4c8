import { evaluator } from '../../evaluate/evaluator.js';
import type { Machine } from '../../evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../../evaluate/options.js';
import type { Decision } from '../../evaluate/trace.js';
import { type Address, addressText } from '../../net/address.js';
import { covers } from '../../net/port.js';
import type { Sip } from '../../policy/policy.js';
import type { Rule } from '../../ruleset/ruleset.js';
import type { Flow } from './flow.js';
import { probe, startOfConnection } from './probe.js';

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

export interface Judged {
  /** How many peers were tried: an address, a transport and a port of this host each. */
  readonly seen: number;
  readonly refused: readonly Refused[];
}

export interface JudgeBy {
  readonly rules: BackendRules;
  readonly options: EvaluatorOptions;
  readonly sip: Pick<Sip, 'udp' | 'tcp' | 'encrypted'>;
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
  const isKnown = new Set(known.map(addressText));
  const refused = peers.flatMap((flow, index) => {
    const at = index * APART;
    if (isKnown.has(addressText(flow.peer.address))) machine.add('known', flow.peer.address, at, APART);
    const decision = nextOf(machine, flow, at, isSip(sip, flow));
    return decision.verdict === 'delivered' ? [] : [{ flow, rule: decision.rule }];
  });
  return { seen: peers.length, refused };
}

/** What becomes of a new connection over TCP like this one; the rule that refuses it, where one does. */
export function judgeConnection(flow: Flow, { rules, options }: JudgeBy): Decision {
  return evaluator(rules, options).packet(startOfConnection(flow, 0));
}

/** The first packet that gets through decides; a phone that may not call may still register. */
function nextOf(machine: Machine, flow: Flow, at: number, speaksSip: boolean): Decision {
  const { before, next } = probe(flow, at, speaksSip);
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
  const key = ({ transport, peer, host, opened }: Flow) =>
    [transport, addressText(peer.address), host.port, opened].join(' ');
  return [...new Map(flows.map((flow) => [key(flow), flow])).values()];
}

const isSip = ({ udp, tcp, encrypted }: JudgeBy['sip'], { transport, host }: Flow): boolean =>
  covers([...(transport === 'udp' ? udp : tcp), ...encrypted[transport]], host.port);
