import type { Match } from '../ruleset/match.js';
import type { Chain, Hook, Rule } from '../ruleset/ruleset.js';

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
  /** `search`: iptables' raw table, where it searches for nftables. */
  readonly hook: Hook | 'search';
  readonly steps: readonly Step[];
  readonly end: 'goes on' | 'dropped' | 'rejected' | 'reset';
}

/** One rule that was tried. */
export interface Step {
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
