import { evaluator } from '../../evaluate/evaluator.js';
import type { BackendRules, Doubt, EvaluatorOptions } from '../../evaluate/options.js';
import type { Policy } from '../../policy/policy.js';
import { type PolicyTest, type TestedSet, testedSets } from '../../policy/policy-test.js';
import { Conversation } from '../conversation.js';
import type { DifferingPacket } from '../outcome.js';
import { type Played, playStep } from '../play.js';
import { connectionsOf } from '../stream.js';

/** What a kernel did with one step of a test. Times are milliseconds since its rules were loaded. */
export interface Observed {
  /** When the first packet was due. */
  readonly start: number;
  /** When each packet left, by its number; `undefined` for TCP, where the kernel decides when. */
  readonly times: readonly number[] | undefined;
  /** How far a time may be from the truth. */
  readonly slip: number;
  readonly delivered: number;
  /** From whom they came; `undefined` where nobody asked. */
  readonly senders?: ReadonlySet<string>;
  /** The numbers of the packets that were, from 1; `undefined` where packets cannot be told apart. */
  readonly arrived: ReadonlySet<number> | undefined;
  /** The sources in each set afterwards, as `sourceText` has them; `undefined` where nobody asked. */
  readonly sets: { readonly [S in TestedSet]: ReadonlySet<string> } | undefined;
  /** Packets that each rule has counted in this step; a rule without a counter is absent. `undefined` where nobody asked. */
  readonly counted: ReadonlyMap<string, number> | undefined;
}

/** What the evaluator does with the packets of a step at the times at which they really left. */
export interface Modelled {
  readonly played: Played;
  /** By number, from 0. */
  readonly packets: readonly DifferingPacket[];
}

/** What a test is played on. */
export interface PlayedOn {
  readonly rules: BackendRules;
  readonly options: EvaluatorOptions;
  readonly sip: Pick<Policy['sip'], 'udp' | 'tcp' | 'at'>;
}

/** A jiffy of 4 ms before and one after, and what a kernel takes from the sender's call to the rules. */
const KERNEL = 9;

/** Milliseconds by which the kernel's clock may be beside the times of the packets. */
export const doubtOf = (observed: readonly Observed[]): number =>
  KERNEL + 2 * Math.max(0, ...observed.map(({ slip }) => slip));

/**
 * Plays the steps that were observed. `decide` is asked where the clock decides by less than it may be off; without it the
 * times are believed.
 */
export function modelOf(
  { steps, ports }: Pick<PolicyTest, 'steps' | 'ports'>,
  observed: readonly Observed[],
  { rules, options, sip }: PlayedOn,
  decide?: Doubt['decide'],
): readonly Modelled[] {
  const doubt = decide && { within: doubtOf(observed), decide };
  const machine = evaluator(rules, { ...options, ...(doubt && { doubt }) });
  const conversation = new Conversation(machine.packet);
  return observed.flatMap(({ start, times }, index) => {
    const step = steps[index];
    if (step === undefined) return [];
    const packets: DifferingPacket[] = [];
    const note = (packet: DifferingPacket) => packets.push(packet);
    const after = times?.map((time) => time - start);
    const connections = connectionsOf(steps, index);
    const place = { sip, ports, start, connections, conversation, after, note };
    const played = frozen(playStep(machine, step, place));
    return [{ played, packets }];
  });
}

/** The sets as they are now: the machine goes on. */
function frozen(played: Played): Played {
  const pairs = testedSets.map(
    (set) => [set, new Set(played.peers.filter((peer) => played.isIn(set, peer)))] as const,
  );
  const held = new Map(pairs);
  return { ...played, isIn: (set, peer) => held.get(set)?.has(peer) === true };
}
