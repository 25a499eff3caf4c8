import { evaluator } from '../evaluate/evaluator.js';
import type { Machine } from '../evaluate/machine.js';
import { type BackendRules, type EvaluatorOptions, rulesetsOf } from '../evaluate/options.js';
import type { Decision, Trace } from '../evaluate/program.js';
import { type Address, addressText, type Family } from '../net/address.js';
import { contains, firstOf } from '../net/address-set.js';
import type { Policy, Sip } from '../policy/policy.js';
import {
  type PolicyTest,
  type TestedSet,
  type TestSend,
  type TestStep,
  testedSets,
} from '../policy/policy-test.js';
import { messageBytes } from '../policy/test-message.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import { Conversation, Counter } from './conversation.js';
import { judge } from './judge.js';
import type { DifferingPacket, Failure, StepOutcome, TestOutcome } from './outcome.js';
import { connectionsOf, writeOf } from './stream.js';

const sipPort = 5060;

/** The port of the switch in a step: the policy's first for the transport, where the test names none. */
export const switchPortOf = (
  send: Pick<TestSend, 'port' | 'transport'>,
  sip: Pick<Sip, 'udp' | 'tcp'>,
): number => send.port ?? sip[send.transport][0]?.first ?? sipPort;

/** Where the switch of a step is: an address of its own, or one behind the host of the rules. */
export interface Place {
  readonly at: Address | undefined;
  readonly forwarded: true | undefined;
}

/**
 * The policy's switch behind the host, by its first address of the family, where the test names no other address. What goes to another
 * address is for the host itself, where the test does not say that it is forwarded.
 */
export function placeOf(send: Pick<TestSend, 'at' | 'path'>, { at }: Pick<Sip, 'at'>, family: Family): Place {
  const address =
    send.at ?? (send.path === 'host' || at === undefined ? undefined : firstOf(at.address.set, family));
  const isSwitch = address !== undefined && at !== undefined && contains(at.address.set, address);
  const forwarded = send.path === undefined ? isSwitch : send.path === 'forwarded';
  return { at: address, forwarded: forwarded ? true : undefined };
}

/** Where a packet goes, and the device by which it comes. */
export interface Way extends Place {
  readonly on: string | undefined;
}

/**
 * The way to where SIP is spoken: to the switch behind this host, or to an address and over a device of this host, where the policy says which.
 * `said`: what is known of it.
 */
export function wayToSip(
  { at, to, on }: Pick<Sip, 'at' | 'to' | 'on'>,
  family: Family,
  said: { readonly at?: Address | 'host' | undefined; readonly on?: string | undefined } = {},
): Way {
  const own = at === undefined && to !== undefined ? firstOf(to.set, family) : undefined;
  const asked =
    said.at === 'host' ? { at: undefined, path: 'host' as const } : { at: said.at ?? own, path: undefined };
  return { ...placeOf(asked, { at }, family), on: said.on ?? on[0]?.replace(/\*$/, '0') };
}

/** One message of a step, before it is a packet. */
export interface Planned {
  /** Milliseconds after the step began. */
  readonly after: number;
  /** The other side, whoever of the two sends. */
  readonly peer: Address;
  readonly peerPort: number;
  readonly number: number;
}

/** SIP's own port is where a phone without NAT sends from. */
const firstPort = 5060;

/**
 * The messages of a step in their order. Several sources share the time between two messages of one, so that they do not
 * all send in the same moment.
 */
function* schedule({ from, to, count, every = 0 as never }: TestSend, ports: number): Generator<Planned> {
  const peers = to === undefined ? from : [to];
  let number = 0;
  for (let round = 0; round < count; round++) {
    for (const [index, peer] of peers.entries()) {
      const after = (round + index / peers.length) * every;
      number += 1;
      yield { after, peer, peerPort: firstPort + (round % ports), number };
    }
  }
}

/** What a step needs to know of the policy and of its test. */
export interface StepPlace {
  readonly sip: Pick<Sip, 'udp' | 'tcp' | 'at'>;
  readonly ports: number;
  /** Milliseconds since the test began. */
  readonly start: number;
  /** The step that made the connections in which this one sends, from 0 in the test. */
  readonly connections: number;
  /** Of the whole test: connections stay open from one step to the next. */
  readonly conversation: Conversation;
  /** Milliseconds after the start at which each packet left, by its number; as the test says where there is none. */
  readonly after?: readonly number[] | undefined;
  /** Is told of every packet. */
  readonly note?: (packet: DifferingPacket) => void;
}

/** All that came of a step. */
export interface Played {
  readonly sent: number;
  readonly delivered: number;
  readonly peers: readonly Address[];
  /** The first packet that was delivered (or was not), and the first that was one too many. */
  readonly first: (delivered: boolean) => DifferingPacket | undefined;
  readonly surplus: (delivered: boolean) => DifferingPacket | undefined;
  readonly last: DifferingPacket | undefined;
  /** Whether this rule decided about the last packet, or was met where it was delivered. */
  readonly decided: (rule: string) => boolean;
  /** What did, in words. */
  readonly decider: string;
  /** The packet after which a source was in a set that it should not be in. */
  readonly entered: (set: TestedSet) => DifferingPacket | undefined;
  readonly isIn: (set: TestedSet, peer: Address) => boolean;
  /** When the last packet was sent. */
  readonly end: number;
}

/** Plays one step on a machine, packet by packet. */
export function playStep(machine: Machine, step: TestStep, place: StepPlace): Played {
  const { send, expect } = step;
  const peers = send.to === undefined ? send.from : [send.to];
  const sent = peers.length * send.count;
  const counter = new Counter(expect);
  const entered = new Map<TestedSet, DifferingPacket>();
  const say = speaker(machine, step, place, sent);
  const used = new Map<string, Planned>();
  let last: DifferingPacket | undefined;
  let decided: Decision | undefined;
  for (const due of schedule(send, place.ports)) {
    const planned = { ...due, after: place.after?.[due.number - 1] ?? due.after };
    decided = say.write(planned);
    if (send.transport === 'tcp') used.set(`${planned.peer.value} ${planned.peerPort}`, planned);
    last = packetOf(planned, place.start, decided);
    place.note?.(last);
    counter.count(last);
    for (const set of testedSets) {
      if (expect.sets[set] !== false || entered.has(set)) continue;
      if (machine.holds(set, planned.peer, last.at)) entered.set(set, last);
    }
  }
  const end = last?.at ?? place.start;
  for (const one of used.values()) say.end({ ...one, after: end - place.start });
  return {
    sent,
    delivered: counter.delivered,
    peers,
    first: (delivered) => counter.found(delivered, 1),
    surplus: (delivered) => counter.found(delivered, counter.tooMany(delivered)),
    last,
    decided: (rule) =>
      last?.delivered && isTrace(decided) ? metRules(decided.stages).includes(rule) : last?.rule?.id === rule,
    decider: last?.rule?.id ?? 'no rule',
    entered: (set) => entered.get(set),
    isIn: (set, peer) => machine.holds(set, peer, end),
    end,
  };
}

/** Each step's connections are its own, one for each port of the test; RFC 6335 has the ports of clients from 49,152 on. */
const tcpPort = (connection: number): number => 1_024 + ((48_128 + connection) % 64_000);

/** Says the messages of a step, the last of them with every rule on its way. */
function speaker(
  machine: Machine,
  { send, answer }: TestStep,
  { sip, start, connections, ports, conversation }: StepPlace,
  sent: number,
) {
  const switchPort = switchPortOf(send, sip);
  const payload = messageBytes(send.message);
  const hostsOf = ({ peer }: Planned) => ({ peer, on: send.on, ...placeOf(send, sip, peer.family) });
  const endsOf = (planned: Planned) => ({
    ...hostsOf(planned),
    peerPort: tcpPort(connections * ports + (planned.peerPort - firstPort)),
    switchPort,
  });
  const write = (planned: Planned): Decision => {
    const { after, peer, peerPort, number } = planned;
    conversation.send = (packet) => machine[number === sent ? 'trace' : 'packet'](packet);
    const at = start + after;
    const hosts = hostsOf(planned);
    const icmp = send.icmp.find(({ family }) => family === peer.family) ?? send.icmp[0];
    if (icmp !== undefined) return conversation.icmp(at, hosts, icmp.type);
    if (send.protocol !== undefined) return conversation.other(at, hosts, send.protocol);
    if (send.to !== undefined) return conversation.call(at, { ...hosts, peerPort, switchPort }, payload);
    if (send.transport === 'udp')
      return conversation.datagram(at, { ...hosts, peerPort, switchPort }, payload, answer);
    return conversation.write(at, endsOf(planned), writeOf(send, peer.family), answer);
  };
  const end = (planned: Planned): void => {
    if (send.stream.ends !== 'open')
      conversation.end(start + planned.after, endsOf(planned), send.stream.ends);
  };
  return { write, end };
}

function packetOf(
  { number, after, peer, peerPort }: Planned,
  start: number,
  decision: Decision,
): DifferingPacket {
  return {
    number,
    at: start + after,
    peer: { address: addressText(peer), port: peerPort },
    delivered: decision.verdict === 'delivered',
    rule: decision.rule,
  };
}

const isTrace = (decision: Decision | undefined): decision is Trace =>
  decision !== undefined && 'stages' in decision;

const metRules = (stages: Trace['stages']): readonly string[] =>
  stages.flatMap(({ steps }) => steps.flatMap(({ met, rule }) => (met ? [rule.id] : [])));

/**
 * Plays a test on the rules of a backend: from empty sets and full buckets, time from zero, each step after the one before
 * it. The same rules and the same test give the same outcome.
 */
export function playTest(
  test: PolicyTest,
  rules: BackendRules,
  options: EvaluatorOptions,
  { sip }: Pick<Policy, 'sip'>,
  machine = evaluator(rules, startingAt(test, options)),
): TestOutcome {
  const ids = new Set(rulesetsOf(rules).flatMap(ruleIds));
  const steps: StepOutcome[] = [];
  const conversation = new Conversation(machine.packet);
  const failures: Failure[] = [];
  let start = 0;
  for (const [index, step] of test.steps.entries()) {
    start += step.wait ?? 0;
    const connections = connectionsOf(test.steps, index);
    const played = playStep(machine, step, { sip, ports: test.ports, start, connections, conversation });
    steps.push(outcomeOf(played));
    failures.push(...judge(step, played, index, ids));
    start = played.end;
  }
  return { test, backend: rules.backend, steps, failures };
}

/** The options with the time at which a test begins. */
export const startingAt = (
  { starts }: Pick<PolicyTest, 'starts'>,
  options: EvaluatorOptions,
): EvaluatorOptions => (starts === undefined ? options : { ...options, starts });

/** The ids of all rules. */
export const ruleIds = ({ chains }: Ruleset): readonly string[] =>
  chains.flatMap((chain) => chain.rules.map(({ id }) => id));

function outcomeOf({ sent, delivered, peers, isIn }: Played): StepOutcome {
  const inSet = testedSets.map((set) => [set, peers.filter((peer) => isIn(set, peer)).length]);
  return { sent, delivered, sources: peers.length, inSet: Object.fromEntries(inSet) };
}
