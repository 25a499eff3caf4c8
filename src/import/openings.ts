import type { Family } from '../net/address.js';
import { type AddressSet, subtract, union } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import type { PortRange } from '../net/units.js';
import type { DraftService, Entry } from './draft.js';
import { isPartlyAccept, type Outcome, type Share } from './fold.js';
import {
  type BasePolicy,
  everyAddress,
  isBroad,
  isNobody,
  isSameSet,
  nobody,
  type OldRule,
  type Origin,
  ofFamily,
} from './old-rule.js';
import { keyOf } from './places.js';

/** What one rule opens: the same sources on all of these ports. */
export interface Opening {
  readonly rule: OldRule | undefined;
  readonly origin: Origin;
  readonly sources: Map<Family, AddressSet>;
  readonly on: string | undefined;
  readonly to: AddressSet | undefined;
  /** By protocol. */
  readonly ports: Map<number, PortRange[]>;
}

export interface ServiceInput {
  /** Without those of SIP. */
  readonly outcomes: readonly Outcome[];
  readonly default: 'deny' | 'leave';
  /** Sources that the policy blocks on every port. */
  readonly blocked: AddressSet;
  /** Families of which rules were given, and that are closed but for what they open. */
  readonly families: readonly Family[];
}

/** The same rule in several regions is one opening where it lets in the same sources. */
export function openingsOf(outcomes: readonly Outcome[]): readonly Opening[] {
  const found = new Map<string, Opening>();
  const ids = new Map<unknown, number>();
  for (const outcome of outcomes) {
    const limited = outcome.filters.filter(({ rule }) => 'asks' in rule && isPartlyAccept(rule));
    for (const share of [...outcome.accepted, ...limited])
      if (isOwn(share, outcome)) add(share, outcome, found, ids);
  }
  return [...found.values()];
}

/** At a device or an address only what is said of it: everything else is said without it. */
function isOwn({ rule, sources }: Share, { region: { device, to } }: Outcome): boolean {
  if (isNobody(sources)) return false;
  if (device === undefined && to === undefined) return true;
  if (!('asks' in rule)) return false;
  const own = rule.asks.to;
  return (
    rule.asks.device?.name === device &&
    (own === undefined ? to === undefined : to !== undefined && isSameSet(own, to))
  );
}

function add(
  { rule, sources }: Share,
  { region }: Outcome,
  found: Map<string, Opening>,
  ids: Map<unknown, number>,
): void {
  const { device, to, family, protocol, ports } = region;
  const [own, origin] = 'asks' in rule ? [rule, rule.origin] : [undefined, rule.policy];
  const id = ids.get(rule) ?? ids.set(rule, ids.size).size - 1;
  // Of both families, where one rule is for both.
  const key = `${id} ${device} ${to && keyOf(to)} ${own?.family === 'any' ? whose(sources) : keyOf(sources)}`;
  const opening = found.get(key) ?? newOpening(own, origin, device, to);
  found.set(key, opening);
  opening.sources.set(family, sources);
  addPorts(opening, protocol, ports);
}

/** Of a rule for both families, whose every source is let in is one opening with those of the other. */
const whose = (sources: AddressSet): string =>
  isNobody(subtract(ofFamily(everyAddress, sources.ipv4.length > 0 ? 'ipv4' : 'ipv6'), sources))
    ? 'all'
    : keyOf(sources);

const newOpening = (
  rule: OldRule | undefined,
  origin: Origin,
  on: string | undefined,
  to: AddressSet | undefined,
): Opening => ({ rule, origin, sources: new Map(), on, to, ports: new Map() });

function addPorts({ ports }: Opening, protocol: number, range: PortRange): void {
  const own = ports.get(protocol);
  if (own === undefined) ports.set(protocol, [range]);
  else own.push(range);
}

export interface Closings {
  readonly openings: readonly Opening[];
  /** Rules that close these ports to somebody. */
  readonly closed: ReadonlySet<OldRule>;
}

/** Under `leave`, a port that is closed to somebody is a service with those who may. */
export function closingsOf({ outcomes, blocked }: ServiceInput): Closings {
  const isBase = ({ region }: Outcome) => region.device === undefined && region.to === undefined;
  const base = outcomes.filter(isBase);
  const ports = ({ region }: Outcome) => `${region.protocol} ${region.ports.first}`;
  const shut = new Set(base.filter((outcome) => isClosed(outcome, blocked)).map(ports));
  const here = base.filter((outcome) => shut.has(ports(outcome)));
  const ways = outcomes.filter((one) => !isBase(one) && here.some((other) => isSamePort(one, other)));
  const open = openingsOf([...here, ...ways]);
  const closed = new Set(
    here.flatMap(({ refused }) =>
      refused.flatMap(({ rule, sources }) => ('asks' in rule && !isNobody(sources) ? [rule] : [])),
    ),
  );
  const opened = new Set(
    here.filter(({ accepted }) => accepted.some(({ sources }) => !isNobody(sources))).map(ports),
  );
  const byRule = new Map<string, Opening>();
  for (const outcome of here.filter((one) => !opened.has(ports(one)))) {
    const last = outcome.refused.find(({ sources }) => !isNobody(sources))?.rule;
    const origin = last === undefined ? undefined : 'asks' in last ? last.origin : last.policy;
    if (origin === undefined) continue;
    const key = `${origin.file} ${origin.line} ${origin.text}`;
    const opening = byRule.get(key) ?? newOpening(undefined, origin, undefined, undefined);
    byRule.set(key, opening);
    addPorts(opening, outcome.region.protocol, outcome.region.ports);
  }
  return { openings: [...open, ...byRule.values()], closed };
}

const isSamePort = ({ region: one }: Outcome, { region: other }: Outcome): boolean =>
  one.protocol === other.protocol &&
  one.ports.first <= other.ports.last &&
  other.ports.first <= one.ports.last;

/** Somebody who is not blocked everywhere is refused. */
function isClosed({ accepted, region }: Outcome, blocked: AddressSet): boolean {
  const all = accepted.reduce((sum, { sources }) => union(sum, sources), blocked);
  return !isNobody(subtract(ofFamily(everyAddress, region.family), all));
}

/** Everybody, where rules let in everybody of each family that there are rules of. */
export function fromOf(
  group: readonly Opening[],
  { families, blocked }: Pick<ServiceInput, 'families' | 'blocked'>,
): DraftService['from'] {
  const broad = group.filter(({ sources }) =>
    [...sources].some(([family, set]) => isAll(set, family, blocked)),
  );
  const held = new Set(broad.flatMap(({ sources }) => [...sources.keys()]));
  const [any] = broad;
  if (any !== undefined && families.every((family) => held.has(family))) return { any: any.origin };
  const entries = group.flatMap(({ sources, origin, rule }) =>
    [...sources].flatMap(([family, set]): readonly Entry[] =>
      textsFor(rule, set, family, blocked).map((text) => ({ text, origin })),
    ),
  );
  const once = [...new Map(entries.toReversed().map((one) => [one.text, one])).values()].toReversed();
  // Loopback is never touched, so a port that only it may reach is closed to everybody.
  return once.length > 0 ? once : [{ text: '127.0.0.1', origin: (group[0] as Opening).origin }];
}

/** Nobody but the blocked is left out. */
export const isAll = (set: AddressSet, family: Family, blocked: AddressSet): boolean =>
  isBroad(set, family) && isNobody(subtract(subtract(ofFamily(everyAddress, family), set), blocked));

/** The name of the rule's set where these are all of it; else networks. */
export function textsFor(
  rule: OldRule | { readonly policy: BasePolicy['origin'] } | undefined,
  sources: AddressSet,
  family: Family,
  blocked: AddressSet,
): readonly string[] {
  if (isAll(sources, family, blocked)) return [family === 'ipv4' ? '0.0.0.0/0' : '::/0'];
  const asks = rule !== undefined && 'asks' in rule ? rule.asks : undefined;
  return asks?.set !== undefined && isSameSet(ofFamily(asks.from, family), sources)
    ? [asks.set]
    : textsOf(sources);
}

export function textsOf(set: AddressSet): readonly string[] {
  return [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')];
}

/** The sources of all of them. */
export const unionOfShares = (shares: readonly Share[]): AddressSet =>
  shares.reduce((sum, { sources }) => union(sum, sources), nobody);
