import type { ConntrackState, Match, SearchMark } from '../ruleset/match.js';
import type { Chain, Hook, Rule } from '../ruleset/ruleset.js';
import type { Clock } from './clock.js';
import type { Flow } from './flow-table.js';
import type { Packet } from './packet.js';

/** What becomes of a packet. `delivered`: our rules let it through at every hook; those of others may still drop it. */
export type Verdict = 'delivered' | 'dropped' | 'rejected' | 'reset';

/** The short answer. */
export interface Decision {
  readonly verdict: Verdict;
  /**
   * Of a refused packet the rule that refused it: the limit, the signature or the drop, not the end of a chain that it
   * led to. Of a delivered one the last rule that it met; `undefined` where it met none.
   */
  readonly rule: Rule | undefined;
}

/** The long answer: every rule that was tried, in order. */
export interface Trace extends Decision {
  readonly stages: readonly Stage[];
}

/** One hook, with the chains that the packet went through there. */
export interface Stage {
  /** `search`: iptables' raw table, where it searches for nftables; of what is forwarded its mangle table. */
  readonly hook: Hook | 'search' | 'search passing';
  readonly steps: readonly TracedStep[];
  readonly end: 'goes on' | 'dropped' | 'rejected' | 'reset';
}

/** One rule that was tried. */
export interface TracedStep {
  readonly chain: Chain['id'];
  readonly rule: Rule;
  /** In order, up to the first that did not hold; all of them where the rule was met. */
  readonly tried: readonly Tried[];
  /** Whether every match held, so that the action was taken. */
  readonly met: boolean;
  /** The chain that the packet goes on in; `undefined` where the next rule follows or the stage ends. */
  readonly to: Chain['id'] | undefined;
}

export interface Tried {
  readonly match: Match;
  readonly held: boolean;
  /** What the match found in a table, before this packet changed it. */
  readonly found: Found | undefined;
}

export type Found =
  /** A bucket: how many packets it would have let pass, to a fraction; `undefined` the key had none yet and the table no room. */
  | {
      readonly kind: 'bucket';
      readonly tokens: number | undefined;
      readonly burst: number;
      /** Milliseconds until it lets one more pass; 0 where it did so now. */
      readonly wait: number;
    }
  /** Bytes that a bucket would have let pass at once; `undefined`: it has none yet, and the table no room. */
  | { readonly kind: 'bytes'; readonly left: number | undefined; readonly burst: number }
  /** A window: how many packets were counted in its span. */
  | { readonly kind: 'window'; readonly counted: number; readonly most: number }
  /** An entry of a set that forgets: for how many milliseconds it stays; `undefined`: there is none. */
  | { readonly kind: 'entry'; readonly left: number | undefined }
  /** Connections that are open, this one included. */
  | { readonly kind: 'connections'; readonly open: number; readonly most: number };

/** What the kernel knows of a packet beside its bytes, on its way through the hooks. */
export interface Walk {
  packet: Packet;
  readonly clock: Clock;
  mark: SearchMark | 'none';
  state: ConntrackState;
  /** Conntrack: the other side began its flow. */
  reply: boolean;
  /** Conntrack's, from the moment at which it has seen the packet. */
  flow: Flow | undefined;
  untracked: boolean;
  /** A match drops the packet by itself: a table is full. */
  hotdrop: boolean;
  /** The first rule that refused the packet. */
  cause: Rule | undefined;
  /** The last rule whose matches held. */
  last: Rule | undefined;
}

/** A match that can be asked. */
export interface Test {
  readonly match: Match;
  /** Whether it holds. Meters and some sets change by being asked. */
  readonly holds: (walk: Walk) => boolean;
  /** What it is about to find in a table. */
  readonly look: ((walk: Walk) => Found) | undefined;
}

/** What compiling a match gives. */
export type Compiled = Test['holds'] | { readonly [K in 'holds' | 'look']: NonNullable<Test[K]> };

/** The end of a walk at one hook. */
export type End = 'pass' | 'drop' | 'reject' | 'reset';

/** What an action says: on in another chain, the end, or (`undefined`) on with the next rule. */
export type Next = Step | End | undefined;

export interface CompiledRule {
  readonly rule: Rule;
  readonly tests: readonly Test[];
  readonly act: (walk: Walk) => Next;
  /** Whoever meets it is refused, wherever the chains lead that follow. */
  readonly refuses: boolean;
  /** The chain that it goes through before the next rule. */
  readonly through: Step | undefined;
}

/** A chain. Mutable while the ruleset is compiled, since chains lead to each other. */
export interface Step {
  readonly id: Chain['id'];
  rules: readonly CompiledRule[];
}
