import type { Family } from '../net/address.js';
import { type AddressSet, addressSet, intersect } from '../net/address-set.js';
import type { RateAndBurst } from '../net/rate.js';
import type { PortRange } from '../net/units.js';

/** Where a rule of the old set stands. */
export interface Origin {
  readonly file: string;
  /** From 1; 0 where a line means nothing, as in JSON. */
  readonly line: number;
  /** As its tool writes it. */
  readonly text: string;
  /** What its author has written beside it. */
  readonly comment: string | undefined;
}

export const everyAddress: AddressSet = addressSet([
  { family: 'ipv4', first: 0, last: 2 ** 32 - 1 },
  { family: 'ipv6', first: 0n, last: (1n << 128n) - 1n },
]);

/** What shares a count: each address, each /24 or the like, or everybody. */
export type Per = 'source' | 'subnet' | 'all';

/** What a match asks beside addresses, ports and devices. It holds for some packets of a conversation and not for others. */
export type Condition =
  | { readonly kind: 'text'; readonly text: string; readonly negated: boolean }
  /** Holds for what is within the rate, or for what is above it. */
  | { readonly kind: 'rate'; readonly rate: RateAndBurst; readonly above: boolean; readonly per: Per }
  /** Holds from this many packets in the time on. */
  | { readonly kind: 'window'; readonly hits: number; readonly seconds: number }
  | { readonly kind: 'connections'; readonly most: number; readonly above: boolean; readonly per: Per }
  | { readonly kind: 'hours'; readonly hours: string | undefined; readonly days: readonly string[] }
  /** The port of the sender, which the sender chooses. */
  | { readonly kind: 'source-port'; readonly words: string }
  | { readonly kind: 'unread'; readonly words: string };

/** Which packets a rule is for. */
export interface Asks {
  readonly protocol: number | undefined;
  /** Of this host; none: all. */
  readonly ports: readonly PortRange[] | undefined;
  readonly from: AddressSet;
  /** Of the set that `from` was read from. */
  readonly set: string | undefined;
  readonly to: AddressSet | undefined;
  readonly device: { readonly name: string; readonly negated: boolean } | undefined;
  /** Whether the first packet of a conversation may be meant. */
  readonly starts: boolean;
  /** The types of ICMP; none: all. */
  readonly icmp: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
}

export const anyPacket: Asks = {
  protocol: undefined,
  ports: undefined,
  from: everyAddress,
  set: undefined,
  to: undefined,
  device: undefined,
  starts: true,
  icmp: undefined,
  conditions: [],
};

export type Verdict =
  | { readonly kind: 'accept' | 'refuse' }
  /** Logs, counts, marks: the next rule follows. */
  | { readonly kind: 'passes'; readonly target: string };

/** A rule with the chains that lead to it read into it. */
export interface OldRule {
  readonly family: Family | 'any';
  readonly origin: Origin;
  readonly asks: Asks;
  readonly does: Verdict;
}

/** Rules in the order in which the kernel asks them, and what becomes of the rest. */
export interface OldRules {
  readonly rules: readonly OldRule[];
  readonly policies: ReadonlyMap<Family, BasePolicy>;
}

export interface BasePolicy {
  readonly does: 'accept' | 'refuse';
  readonly origin: Origin;
}

/** What both ask; `undefined` where nothing can be both. */
export function both(outer: Asks, inner: Asks): Asks | undefined {
  const { protocol = inner.protocol, device = inner.device } = outer;
  if (inner.protocol !== undefined && inner.protocol !== protocol) return undefined;
  const ports = commonPorts(outer.ports, inner.ports);
  if (ports?.length === 0) return undefined;
  const from = intersect(outer.from, inner.from);
  if (from.ipv4.length === 0 && from.ipv6.length === 0) return undefined;
  const to = outer.to && inner.to ? intersect(outer.to, inner.to) : (outer.to ?? inner.to);
  const icmp =
    outer.icmp && inner.icmp
      ? outer.icmp.filter((one) => inner.icmp?.includes(one))
      : (outer.icmp ?? inner.icmp);
  return {
    ...{ protocol, ports, from, to, device, icmp },
    set: inner.set ?? outer.set,
    starts: outer.starts && inner.starts,
    conditions: [...outer.conditions, ...inner.conditions],
  };
}

export function commonPorts(
  a: readonly PortRange[] | undefined,
  b: readonly PortRange[] | undefined,
): readonly PortRange[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const first = one.first > other.first ? one.first : other.first;
      const last = one.last < other.last ? one.last : other.last;
      return first <= last ? [{ first, last }] : [];
    }),
  );
}

/** Half of all addresses, or of those of IPv6 that are in use (2000::/3): whoever means them means everybody. */
export function isBroad(set: AddressSet, family: Family): boolean {
  if (family === 'ipv4') {
    const held = set.ipv4.reduce((sum, edge, at) => (at % 2 === 1 ? sum + edge : sum - edge), 0);
    return held > 2 ** 31;
  }
  const held = set.ipv6.reduce((sum, edge, at) => (at % 2 === 1 ? sum + edge : sum - edge), 0n);
  return held >= 1n << 124n;
}
