import type { Family } from '../net/address.js';
import { type AddressSet, addressSet, intersect } from '../net/address-set.js';
import type { RateAndBurst } from '../net/rate.js';
import type { PortRange, RateUnit } from '../net/units.js';

/** Where a rule of the old set stands. */
export interface Origin {
  readonly file: string;
  /** From 1; 0 where a line means nothing, as in JSON. */
  readonly line: number;
  /** As its tool writes it. */
  readonly text: string;
  /** What its author has written beside it. */
  readonly comment: string | undefined;
  /** The program that makes its chain, where that is one whose bans come and go. */
  readonly madeBy?: 'fail2ban' | undefined;
}

export const everyAddress: AddressSet = addressSet([
  { family: 'ipv4', first: 0, last: 2 ** 32 - 1 },
  { family: 'ipv6', first: 0n, last: (1n << 128n) - 1n },
]);

export const nobody: AddressSet = addressSet([]);

export const isNobody = ({ ipv4, ipv6 }: AddressSet): boolean => ipv4.length === 0 && ipv6.length === 0;

export const isSameSet = (a: AddressSet, b: AddressSet): boolean =>
  a.ipv4.length === b.ipv4.length &&
  a.ipv6.length === b.ipv6.length &&
  a.ipv4.every((edge, at) => edge === b.ipv4[at]) &&
  a.ipv6.every((edge, at) => edge === b.ipv6[at]);

export const ofFamily = (set: AddressSet, family: Family): AddressSet => ({
  ...set,
  ...(family === 'ipv4' ? { ipv6: [] } : { ipv4: [] }),
});

/** What shares a count: each address, each /24 or the like, or everybody. */
export type Per = 'source' | 'subnet' | 'all';

/** Of the letters, and the words, with which tools write what a rate is counted by. */
export function rateUnit(word: string): RateUnit | undefined {
  const units = ['second', 'minute', 'hour', 'day'] as const;
  return word === '' ? undefined : units.find((unit) => unit.startsWith(word.toLowerCase()));
}

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

/** `eth*`: every device whose name begins so. */
export interface Device {
  readonly name: string;
  readonly negated: boolean;
}

/** Which packets a rule is for. */
export interface Asks {
  readonly protocol: number | undefined;
  /** Of this host; none: all. */
  readonly ports: readonly PortRange[] | undefined;
  readonly from: AddressSet;
  /** Of the set that has just these sources. */
  readonly set: string | undefined;
  readonly to: AddressSet | undefined;
  readonly device: Device | undefined;
  /** Whether the first packet of a conversation may be meant. */
  readonly starts: boolean;
  /** The states of conntrack that were asked for, in capitals; `undefined`: none was. */
  readonly states: readonly string[] | undefined;
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
  states: undefined,
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

/** Rules that the kernel asks one after the other, and what becomes of the rest. */
export interface Stage {
  readonly rules: readonly OldRule[];
  /** For the families whose packets come here. */
  readonly policies: ReadonlyMap<Family, BasePolicy>;
}

/** Base chains in the order of the kernel: what one of them refuses is refused, and what comes in has passed them all. */
export interface OldRules {
  readonly stages: readonly Stage[];
}

export interface BasePolicy {
  readonly does: 'accept' | 'refuse';
  readonly origin: Origin;
}

export const rulesIn = ({ stages }: OldRules): readonly OldRule[] => stages.flatMap(({ rules }) => rules);

/** The families of which rules were given. */
export const familiesIn = ({ stages }: OldRules): readonly Family[] =>
  (['ipv4', 'ipv6'] as const).filter((family) => stages.some(({ policies }) => policies.has(family)));

/** What both ask; `undefined` where nothing can be both. */
export function both(outer: Asks, inner: Asks): Asks | undefined {
  const { protocol = inner.protocol } = outer;
  if (inner.protocol !== undefined && inner.protocol !== protocol) return undefined;
  const ports = commonPorts(outer.ports, inner.ports);
  if (ports?.length === 0) return undefined;
  const { from, set } = commonSources(outer, inner);
  if (isNobody(from)) return undefined;
  const to = outer.to && inner.to ? intersect(outer.to, inner.to) : (outer.to ?? inner.to);
  if (to !== undefined && isNobody(to)) return undefined;
  const way = commonDevice(outer.device, inner.device);
  if (way === 'none') return undefined;
  const types = commonIcmp(outer.icmp, inner.icmp);
  if (types.icmp?.length === 0) return undefined;
  const states = commonTexts(outer.states, inner.states);
  if (states?.length === 0) return undefined;
  return {
    ...{ protocol, ports, from, set, to, states },
    icmp: types.icmp,
    device: way.device,
    starts: outer.starts && inner.starts,
    conditions: [...outer.conditions, ...inner.conditions, ...way.conditions, ...types.conditions],
  };
}

/** A rule that asks more: what it has asked before still holds, of the same field too. Where nothing can be both, it is for nobody. */
export const asksMore = (asks: Asks, more: Partial<Asks>): Asks =>
  both(asks, { ...anyPacket, ...more }) ?? { ...asks, from: nobody, set: undefined };

const commonTexts = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : a.filter((one) => b.includes(one));

/** `! --icmp-type 8`: everything but a ping, and errors that come in anyway. */
export const NO_PING = 'other than echo-request';
export const PING = /^(echo-request|8|128|ping)$/;

/** Types have several names, and some hold others: of two that may be one, and that are not written alike, the second is a condition. */
function commonIcmp(
  outer: readonly string[] | undefined,
  inner: readonly string[] | undefined,
): Pick<Asks, 'icmp' | 'conditions'> {
  if (outer === undefined || inner === undefined) return { icmp: outer ?? inner, conditions: [] };
  if (inner.includes(NO_PING)) return { icmp: outer.filter((one) => !PING.test(one)), conditions: [] };
  if (outer.includes(NO_PING)) return commonIcmp(inner, outer);
  const [mine, other] = [outer, inner].map((all) => all.map((one) => (PING.test(one) ? 'ping' : one)));
  const isPlain = (one: string) => one === 'ping' || /^\d+$/.test(one);
  if ([...(mine ?? []), ...(other ?? [])].every(isPlain) || String(mine) === String(other))
    return { icmp: outer.filter((_, at) => other?.includes(mine?.[at] ?? '')), conditions: [] };
  return { icmp: outer, conditions: [{ kind: 'unread', words: `ICMP ${inner.join(', ')}` }] };
}

/** Whom both mean. The set's name stays where these are all of it. */
export function commonSources(
  outer: Pick<Asks, 'from' | 'set'>,
  inner: Pick<Asks, 'from' | 'set'>,
): Pick<Asks, 'from' | 'set'> {
  if (outer.from === everyAddress) return { from: inner.from, set: inner.set };
  if (inner.from === everyAddress) return { from: outer.from, set: outer.set };
  const from = intersect(outer.from, inner.from);
  const named = [inner, outer].find((one) => one.set !== undefined && isSameSet(one.from, from));
  return { from, set: named?.set };
}

/** Whether whatever comes by the one device comes by one of that name too. */
export const isDeviceOf = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

/** The narrower of two devices; two that except something cannot be said as one, which is a condition then. */
function commonDevice(
  outer: Device | undefined,
  inner: Device | undefined,
): { readonly device: Device | undefined; readonly conditions: readonly Condition[] } | 'none' {
  if (outer === undefined || inner === undefined) return { device: inner ?? outer, conditions: [] };
  if (outer.negated && inner.negated)
    return isDeviceOf(outer.name, inner.name)
      ? { device: outer, conditions: [] }
      : isDeviceOf(inner.name, outer.name)
        ? { device: inner, conditions: [] }
        : { device: outer, conditions: [{ kind: 'unread', words: `! -i ${inner.name}` }] };
  if (!outer.negated && !inner.negated) {
    if (isDeviceOf(outer.name, inner.name)) return { device: inner, conditions: [] };
    return isDeviceOf(inner.name, outer.name) ? { device: outer, conditions: [] } : 'none';
  }
  const [plain, except] = outer.negated ? [inner, outer] : [outer, inner];
  if (isDeviceOf(except.name, plain.name)) return 'none';
  const conditions: readonly Condition[] = isDeviceOf(plain.name, except.name)
    ? [{ kind: 'unread', words: `! -i ${except.name}` }]
    : [];
  return { device: plain, conditions };
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
