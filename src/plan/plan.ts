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

interface Manifest {
  readonly rules: Readonly<Record<string, Origin>>;
  readonly sets: readonly (Origin & { readonly name: string })[];
  readonly meters: readonly (Origin & { readonly name: string })[];
}

/** The manifest knows each rule, set and meter. `sysctl` is asked for the path in the policy of a key. */
export function originsOf(
  manifestText: string,
  placeOf: (path: readonly string[]) => Origin | undefined,
): Origins {
  const manifest: Manifest = JSON.parse(manifestText);
  const named = new Map([...manifest.meters, ...manifest.sets].map((one) => [one.name, one]));
  const short = (origin: Origin | undefined) => origin && { policy: origin.policy, at: origin.at };
  return {
    rule: (id) => (Object.hasOwn(manifest.rules, id) ? short(manifest.rules[id]) : undefined),
    set: (name) => short(named.get(name)),
    sysctl: (key) => {
      const path = paths[key];
      return path === undefined ? undefined : placeOf(path);
    },
  };
}

const paths: Readonly<Record<string, readonly string[]>> = {
  'net.netfilter.nf_conntrack_max': ['conntrack', 'max'],
  'net.netfilter.nf_conntrack_buckets': ['conntrack', 'buckets'],
  'net.netfilter.nf_conntrack_udp_timeout': ['conntrack', 'udp_timeout'],
  'net.netfilter.nf_conntrack_udp_timeout_stream': ['conntrack', 'udp_timeout_stream'],
  'net.netfilter.nf_conntrack_tcp_timeout_established': ['conntrack', 'tcp_timeout_established'],
};
