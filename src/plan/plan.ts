import type { Printed } from '../emit/manifest.js';
import type { PolicyPath } from '../policy/path.js';
import type { HostSettings } from '../ruleset/settings.js';
/** What happens to a thing when the policy is loaded. */
export type Verb = 'add' | 'change' | 'remove' | 'move';

/** `value` before and after; `undefined` where the word is not there. */
export interface FieldChange {
  readonly key: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/** Where the policy asks for a thing: `sip.strangers.limits.REGISTER`, and `policy.yaml:34:15`, or `default` where no file says it. */
export interface Origin {
  readonly policy: string;
  readonly at: string;
}

interface Common {
  readonly verb: Verb;
  /** `undefined` for what the policy does not know. */
  readonly origin: Origin | undefined;
  readonly fields: readonly FieldChange[];
}

export interface RuleChange extends Common {
  readonly kind: 'rule';
  readonly id: string | undefined;
  readonly chain: string;
  /** `IPv4 raw`, `inet`: a rule of both families is one change. */
  readonly places: readonly string[];
  /** What is added or removed, in short. */
  readonly text: string;
}

/** A chain without rules, or what a chain is attached to. */
export interface ChainChange extends Common {
  readonly kind: 'chain';
  readonly chain: string;
  readonly places: readonly string[];
}

export interface SetChange extends Common {
  readonly kind: 'set';
  readonly name: string;
  readonly entries: EntryChange | undefined;
}

/** Networks by which a list grows and shrinks, and some of them. */
export interface EntryChange {
  readonly old: number;
  readonly new: number;
  readonly added: number;
  readonly removed: number;
  readonly sample: readonly string[];
}

export interface SysctlChange extends Common {
  readonly kind: 'sysctl';
  readonly key: string;
}

/** What the other backend has left on the host: both would see every packet. */
export interface LeftoverChange extends Common {
  readonly kind: 'leftover';
  readonly backend: 'iptables' | 'nftables';
  readonly chains: number;
  readonly rules: number;
}

export type Change = RuleChange | ChainChange | SetChange | SysctlChange | LeftoverChange;

export interface Plan {
  readonly changes: readonly Change[];
  /** Rule ids, sets and keys that are as they should be. */
  readonly unchanged: number;
  /** No rule of ours stands yet. */
  readonly first: boolean;
}

export type Counts = Readonly<Record<Verb, number>>;

export function countChanges(changes: readonly Change[]): Counts {
  const of = (verb: Verb) => changes.filter((change) => change.verb === verb).length;
  return { add: of('add'), change: of('change'), remove: of('remove'), move: of('move') };
}

/** Where the policy asks for a thing. */
export interface Origins {
  readonly rule: (id: string) => Origin | undefined;
  readonly set: (name: string) => Origin | undefined;
  readonly sysctl: (key: string) => Origin | undefined;
}

/** What a policy became: the rulesets of its backends, and the kernel parameters. */
interface Became {
  readonly printed: readonly Printed[];
  readonly settings: Pick<HostSettings, 'parameters'>;
}

/** Each thing's path in the policy, and what the policy says there. Where backends name the same, the first is asked. */
export function originsOf({ printed, settings }: Became, originOf: (path: PolicyPath) => Origin): Origins {
  const rulesets = printed.map(({ ruleset }) => ruleset);
  const rules = rulesets.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
  const named = rulesets.flatMap(({ sets, meters }) => [...sets, ...meters]);
  return {
    rule: asked(
      rules.map(({ id, origin }) => [id, origin] as const),
      originOf,
    ),
    set: asked(
      named.map(({ name, origin }) => [name, origin] as const),
      originOf,
    ),
    sysctl: asked(
      settings.parameters.flatMap(({ key, origin }) =>
        origin === undefined ? [] : [[key, origin] as const],
      ),
      originOf,
    ),
  };
}

function asked(
  paths: readonly (readonly [name: string, path: PolicyPath])[],
  originOf: (path: PolicyPath) => Origin,
): (name: string) => Origin | undefined {
  const first = new Map(paths.toReversed());
  return (name) => {
    const path = first.get(name);
    return path && originOf(path);
  };
}
