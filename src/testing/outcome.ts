import type { Place } from '../diagnostics/diagnostic.js';
import { type Location, locator } from '../diagnostics/position.js';
import { protocolText } from '../net/protocol.js';
import type { PolicyPath } from '../policy/path.js';
import type { PolicyTest, TestedSet } from '../policy/policy-test.js';
import type { Rule } from '../ruleset/ruleset.js';

/** Milliseconds that a test takes where time is real: its waits, and its packets from the first to the last. */
export const durationOf = ({ steps }: Pick<PolicyTest, 'steps'>): number =>
  steps.reduce((sum, { wait = 0, send }) => sum + wait + send.count * (send.every ?? 0), 0);

/** Why a kernel proved nothing about a test. */
export type Unplayed =
  /** It takes longer than anyone would wait for; time is real on a kernel. */
  | { readonly kind: 'long'; readonly seconds: number; readonly most: number }
  /** Programs of the laboratory send UDP and TCP. */
  | { readonly kind: 'protocol'; readonly protocol: number }
  /** The laboratory has one device and one address of each family. */
  | { readonly kind: 'place' }
  /** The kernel's clock is that of the machine. */
  | { readonly kind: 'clock' }
  /** The machine did not keep its times, however often it was played. */
  | { readonly kind: 'late'; readonly trials: number }
  /** `words`: why the rules could not be loaded, or the packets not be sent. */
  | { readonly kind: 'refused'; readonly words: string };

/** In one line. */
export function unplayedText(unplayed: Unplayed): string {
  switch (unplayed.kind) {
    case 'long':
      return `not played: it takes ${unplayed.seconds} s, and a kernel is given ${unplayed.most} s`;
    case 'protocol':
      return `not played: the laboratory sends UDP and TCP, and no ${protocolText(unplayed.protocol)}; the evaluator has played it`;
    case 'place':
      return 'not played: the laboratory has one device, one address and no ICMP; the evaluator has played it';
    case 'clock':
      return 'not played: it hangs on the time of the week, and a kernel has that of now; the evaluator has played it';
    case 'late':
      return `not kept in time: the machine was too busy in each of ${unplayed.trials} trials`;
    case 'refused':
      return `not played: ${unplayed.words.trim().replace(/\s*\n\s*/g, '; ')}`;
  }
}

/** What became of one test on one backend. */
export interface TestOutcome {
  readonly test: PolicyTest;
  /** `nftables`; `iptables-legacy (kernel)`. */
  readonly backend: string;
  readonly steps: readonly StepOutcome[];
  readonly failures: readonly Failure[];
  /** Why a kernel proved nothing about it. */
  readonly unplayed?: Unplayed;
}

export interface StepOutcome {
  readonly sent: number;
  readonly delivered: number;
  /** Sources that are in the set afterwards. */
  readonly inSet: { readonly [S in TestedSet]: number };
  readonly sources: number;
}

/** An expectation that did not hold. */
export interface Failure {
  /** From 0; the test itself is the first. */
  readonly step: number;
  readonly what: 'delivered' | 'dropped' | 'rule' | 'evaluator' | TestedSet;
  readonly expected: string;
  readonly got: string;
  /** The first packet of the step that was treated otherwise than the expectation asks. */
  readonly packet: DifferingPacket | undefined;
  /** Why the rules are meant so, where that helps. */
  readonly why?: string | undefined;
  /** Where the policy says what was expected. */
  readonly path: PolicyPath;
}

export interface DifferingPacket {
  /** From 1, in the step. */
  readonly number: number;
  /** Milliseconds since the test began. */
  readonly at: number;
  /** The other side, whoever of the two sent it. */
  readonly peer: { readonly address: string; readonly port: number };
  readonly delivered: boolean;
  /** The rule that decided about it. */
  readonly rule: Rule | undefined;
  /** A kernel did it, which does not say why, and the evaluator says otherwise. */
  readonly isUnnamed?: true;
}

/** An outcome as it is printed: with places instead of paths. Texts of the policy are not escaped yet. */
export interface ToldTest {
  readonly name: string;
  readonly backend: string;
  readonly profile: string | undefined;
  readonly location: Location | undefined;
  readonly failures: readonly ToldFailure[];
  /** Why it proves nothing: it was not played, or not in its time. */
  readonly unplayed?: Unplayed | undefined;
}

export interface ToldFailure extends Omit<Failure, 'path' | 'packet'> {
  readonly location: Location | undefined;
  readonly packet: ToldPacket | undefined;
}

export interface ToldPacket extends Omit<DifferingPacket, 'rule'> {
  readonly rule: { readonly id: string; readonly location: Location | undefined } | undefined;
}

/** @param placeOf Where the policy, with the test's profile laid over it, says a value; `undefined` where it is a default. */
export function tellOutcome(
  { test, backend, failures, unplayed }: Pick<TestOutcome, 'test' | 'backend' | 'failures' | 'unplayed'>,
  placeOf: (path: PolicyPath) => Place | undefined,
): ToldTest {
  const locate = locator();
  const at = (path: PolicyPath): Location | undefined => {
    const place = placeOf(path);
    return place === undefined ? undefined : locate(place);
  };
  const toldPacket = ({ rule, ...packet }: DifferingPacket): ToldPacket => ({
    ...packet,
    rule: rule && { id: rule.id, location: at(rule.origin) },
  });
  return {
    ...{ name: test.name, backend, profile: test.profile, location: at([...test.path, 'name']) },
    unplayed,
    failures: failures.map(({ path, packet, ...failure }) => ({
      ...failure,
      location: at(path) ?? at(test.path),
      packet: packet && toldPacket(packet),
    })),
  };
}
