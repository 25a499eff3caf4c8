import type { ToldBan } from '../bans/list-text.js';
import type { Address } from '../net/address.js';
import type { Applied } from '../plan/applied.js';
import type { RuleCount } from './counters.js';
import type { Difference } from './drift.js';
import type { Load } from './load.js';
import type { Begun, ProfileEnd } from './probe-script.js';

/** What can be said of a host at one moment. */
export interface Status {
  readonly policy: Applied['policy'];
  readonly backend: 'iptables' | 'nftables';
  /** Why it was applied, in the words of whoever did. */
  readonly note: string | undefined;
  /** Seconds since it was put into force. */
  readonly age: number | undefined;
  /** It waits for its confirmation. */
  readonly isPending: boolean;
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
  /** Why the signatures are not in force, although the policy has them: the apply has left them out. */
  readonly leftOut: string | undefined;
  /** Of a profile that is meant for a time. */
  readonly ends: ProfileEnd | undefined;
  /** The profile that the rules have begun by themselves, for each family in which it stands. */
  readonly begun: readonly Begun[];
  /** The sheet of the switch's own settings that are to be put back by hand, now that a profile has ended. */
  readonly byHand: string | undefined;
  readonly refused: readonly Refused[];
  /** What rules that only observe have seen; empty where the rules refuse. */
  readonly observed: readonly string[];
  readonly caps: Caps;
  /** Seconds for which the caps only count; `undefined`: they hold. */
  readonly learning: number | undefined;
  readonly registrations: number | undefined;
  /** `undefined`: too many to be listed by the way. */
  readonly banned: readonly ToldBan[] | undefined;
  readonly loads: readonly Load[];
}

/** A rule by its id, and where the policy asks for it. */
export interface Refused {
  readonly id: string;
  readonly policy: string;
  readonly packets: number;
  /** Those that it has refused most; empty where the rules do not write it down. */
  readonly sources: readonly RefusedSource[];
}

export interface RefusedSource {
  readonly address: Address;
  readonly packets: number;
  /** There were at least so many. */
  readonly more: boolean;
}

/** Packets that the common caps of strangers have refused, and that they would have while they only counted. */
export interface Caps {
  readonly refused: number;
  readonly wouldHave: number;
}

/** Rules that have refused anything, the busiest first. What refused packets come to in the end says again what was said before. */
export function refusedBy(
  counts: readonly RuleCount[],
  ends: ReadonlySet<string>,
  rules: Applied['rules'],
): readonly Refused[] {
  const sums = new Map<string, number>();
  for (const { id, chain, packets, refuses } of counts)
    if (refuses && packets > 0 && !ends.has(chain)) sums.set(id, (sums.get(id) ?? 0) + packets);
  return [...sums]
    .map(([id, packets]) => ({ id, policy: rules.get(id) ?? '', packets, sources: [] }))
    .toSorted((a, b) => b.packets - a.packets || (a.id < b.id ? -1 : 1));
}

export function capsOf(counts: readonly RuleCount[], rules: Applied['rules']): Caps {
  const caps = counts.filter(({ id }) => (rules.get(id) ?? '').startsWith('sip.strangers.together'));
  const sum = (refuses: boolean) =>
    caps.filter((one) => one.refuses === refuses).reduce((all, { packets }) => all + packets, 0);
  return { refused: sum(true), wouldHave: sum(false) };
}
