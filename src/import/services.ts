import type { Family } from '../net/address.js';
import { type AddressSet, subtract } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import { mergePorts } from '../net/port.js';
import { rateText, simplestRate, windowAsBucket } from '../net/rate.js';
import type { Count, Milliseconds, PortRange } from '../net/units.js';
import type { DraftService, Entry, Valued } from './draft.js';
import { isLimitedAccept, keyOf, type Outcome, type Share } from './fold.js';
import { type Condition, isBroad, type OldRule, type Origin } from './old-rule.js';
import { serviceName } from './port-names.js';

/** What one rule opens: the same sources on all of these ports. */
interface Opening {
  readonly rule: OldRule | undefined;
  readonly origin: Origin;
  readonly sources: Map<Family, AddressSet>;
  readonly on: string | undefined;
  readonly to: AddressSet | undefined;
  readonly ports: Map<17 | 6, PortRange[]>;
}

export interface ServiceInput {
  /** Without those of SIP. */
  readonly outcomes: readonly Outcome[];
  readonly default: 'deny' | 'leave';
  /** Sources that the policy blocks on every port. */
  readonly blocked: AddressSet;
  /** Families of which rules were given. */
  readonly families: readonly Family[];
}

/** The services that the old rules open; with `leave`, those that they close. */
export function servicesOf(input: ServiceInput): readonly DraftService[] {
  const openings = input.default === 'deny' ? openingsOf(input) : closingsOf(input);
  const groups = new Map<string, Opening[]>();
  for (const opening of openings) {
    const key = JSON.stringify([
      [17, 6].map((protocol) => mergePorts(opening.ports.get(protocol as 17 | 6) ?? [])),
      opening.on,
      opening.to && keyOf(opening.to),
      limitsOf(opening, input.outcomes),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), opening]);
  }
  const taken = new Set<string>();
  return merged([...groups.values()].map((group) => serviceOf(group, input))).map((service) => ({
    ...service,
    name: unused(service.name, taken),
  }));
}

/** Two rules of one service with the same sources: `web` on 80 and on 8080. */
function merged(services: readonly DraftService[]): readonly DraftService[] {
  const found = new Map<string, DraftService>();
  for (const service of services) {
    const { name, from, on, to, limit, connections, when } = service;
    const who = 'any' in from ? 'any' : from.map(({ text }) => text);
    const key = JSON.stringify([name, who, on, to, limit?.text, connections?.text, when?.text]);
    const before = found.get(key);
    const udp = mergePorts([...(before?.udp ?? []), ...service.udp]);
    const tcp = mergePorts([...(before?.tcp ?? []), ...service.tcp]);
    found.set(key, { ...(before ?? service), udp, tcp });
  }
  return [...found.values()];
}

/** The same rule in several regions is one opening where it lets in the same sources. */
function openingsOf({ outcomes }: ServiceInput): readonly Opening[] {
  const found = new Map<string, Opening>();
  const ids = new Map<unknown, number>();
  for (const outcome of outcomes) {
    const limited = outcome.filters.filter(({ rule }) => 'asks' in rule && isLimitedAccept(rule));
    for (const share of [...outcome.accepted, ...limited])
      if (isOwn(share, outcome)) add(share, outcome, found, ids);
  }
  return [...found.values()];
}

/** At a device or an address only what is said of it: everything else is said without it. */
function isOwn({ rule, sources }: Share, { region }: Outcome): boolean {
  if (sources.ipv4.length === 0 && sources.ipv6.length === 0) return false;
  if (region.device === undefined && region.to === undefined) return true;
  return 'asks' in rule && (rule.asks.device !== undefined || rule.asks.to !== undefined);
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
  const key = `${id} ${device} ${to && keyOf(to)} ${own?.family === 'any' ? 'any' : keyOf(sources)}`;
  const opening = found.get(key) ?? {
    rule: own,
    origin,
    sources: new Map(),
    on: device,
    to,
    ports: new Map(),
  };
  found.set(key, opening);
  opening.sources.set(family, sources);
  const number = protocol === 6 ? 6 : 17;
  opening.ports.set(number, [...(opening.ports.get(number) ?? []), ports]);
}

/** Under `leave`, a port that is closed to somebody is a service with those who may. */
function closingsOf(input: ServiceInput): readonly Opening[] {
  const closed = input.outcomes.filter(
    (outcome) => outcome.region.device === undefined && outcome.region.to === undefined && isClosed(outcome),
  );
  const open = openingsOf({ ...input, outcomes: closed });
  const ports = (rest: Outcome) => `${rest.region.protocol} ${rest.region.ports.first}`;
  const opened = new Set(
    closed.filter(({ accepted }) => accepted.some((share) => isOwn(share, closed[0] as Outcome))).map(ports),
  );
  const shut = closed.filter((outcome) => !opened.has(ports(outcome)));
  const byRule = new Map<string, Opening>();
  for (const { region, refused } of shut) {
    const last = refused.find(({ sources }) => sources.ipv4.length + sources.ipv6.length > 0)?.rule;
    const origin = last === undefined ? undefined : 'asks' in last ? last.origin : last.policy;
    if (origin === undefined) continue;
    const key = `${origin.file} ${origin.line} ${origin.text}`;
    const opening = byRule.get(key) ?? {
      rule: undefined,
      origin,
      sources: new Map(),
      on: undefined,
      to: undefined,
      ports: new Map(),
    };
    byRule.set(key, opening);
    const number = region.protocol === 6 ? 6 : 17;
    opening.ports.set(number, [...(opening.ports.get(number) ?? []), region.ports]);
  }
  return [...open, ...byRule.values()];
}

const isClosed = ({ accepted, region }: Outcome): boolean =>
  !accepted.some(({ sources }) => isBroad(sources, region.family));

function serviceOf(group: readonly Opening[], input: ServiceInput): DraftService {
  const [first] = group as [Opening];
  const [udp, tcp] = [17, 6].map((protocol) => mergePorts(first.ports.get(protocol as 17 | 6) ?? []));
  const from = fromOf(group, input);
  const limits = limitsOf(first, input.outcomes);
  return {
    name: nameOf({ udp: udp ?? [], tcp: tcp ?? [], isAny: 'any' in from, on: first.on }),
    udp: udp ?? [],
    tcp: tcp ?? [],
    protocol: undefined,
    icmp: [],
    from,
    on: first.on,
    to: first.to === undefined ? [] : textsOf(first.to),
    ...limits,
  };
}

/** Everybody, where one of the rules lets in everybody of each family that there are rules of. */
function fromOf(group: readonly Opening[], { families, blocked }: ServiceInput): DraftService['from'] {
  const broad = group.filter(({ sources }) => [...sources].some(([family, set]) => isBroad(set, family)));
  const held = new Set(broad.flatMap(({ sources }) => [...sources.keys()]));
  const [any] = broad;
  if (any !== undefined && families.every((family) => held.has(family)) && !isNarrowed(broad, blocked))
    return { any: any.origin };
  const entries = group.flatMap(({ sources, origin, rule }) =>
    [...sources].flatMap(([family, set]): readonly Entry[] => {
      if (isBroad(set, family) && !isNarrowed([{ sources }], blocked))
        return [{ text: family === 'ipv4' ? '0.0.0.0/0' : '::/0', origin }];
      if (rule?.asks.set !== undefined) return [{ text: rule.asks.set, origin }];
      return textsOf(set).map((text) => ({ text, origin }));
    }),
  );
  const once = entries.filter(({ text }, at) => entries.findIndex((other) => other.text === text) === at);
  // Loopback is never touched, so a port that only it may reach is closed to everybody.
  return once.length > 0 ? once : [{ text: '127.0.0.1', origin: (group[0] as Opening).origin }];
}

/** Somebody else than the blocked is left out. */
function isNarrowed(openings: readonly Pick<Opening, 'sources'>[], blocked: AddressSet): boolean {
  return openings.some(({ sources }) =>
    [...sources].some(([family, set]) => {
      const all = family === 'ipv4' ? { ...blocked, ...everyIpv4 } : { ...blocked, ...everyIpv6 };
      const missing = subtract(subtract(all, set), blocked);
      return missing.ipv4.length > 0 || missing.ipv6.length > 0;
    }),
  );
}

const everyIpv4 = { ipv4: [0, 2 ** 32], ipv6: [] } as const;
const everyIpv6 = { ipv4: [], ipv6: [0n, 1n << 128n] } as const;

export function textsOf(set: AddressSet): readonly string[] {
  return [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')];
}

/** What each source may begin there, by the rules that refuse what is too much. */
function limitsOf(
  { ports, rule }: Opening,
  outcomes: readonly Outcome[],
): Pick<DraftService, 'limit' | 'connections' | 'when'> {
  const isHere = ({ region }: Outcome) =>
    (ports.get(region.protocol === 6 ? 6 : 17) ?? []).some(({ first }) => first === region.ports.first);
  const narrow = (asks: OldRule['asks']) => asks.ports !== undefined;
  const filters = outcomes
    .filter(isHere)
    .flatMap((outcome) => outcome.filters)
    .flatMap((share) => ('asks' in share.rule ? [share.rule] : []))
    .filter((one) => narrow(one.asks) && (one === rule || one.does.kind === 'refuse'));
  const found = (kind: Condition['kind'], text: (condition: Condition) => string | undefined) => {
    for (const { asks, origin } of filters)
      for (const condition of asks.conditions) {
        const words = condition.kind === kind && asks.conditions.length === 1 ? text(condition) : undefined;
        if (words !== undefined) return { text: words, origin };
      }
    return undefined;
  };
  return {
    limit: found('rate', rateOf) ?? found('window', rateOf),
    connections: found('connections', countOf),
    when: whenOf(rule),
  };
}

function rateOf(condition: Condition): string | undefined {
  if (condition.kind === 'window') {
    const bucket = windowAsBucket(
      Math.max(1, condition.hits - 1) as Count,
      (condition.seconds * 1000) as Milliseconds,
    );
    return rateText(simplestRate(bucket.rate), bucket.burst);
  }
  return condition.kind === 'rate' && condition.per === 'source'
    ? rateText(simplestRate(condition.rate.rate), condition.rate.burst)
    : undefined;
}

const countOf = (condition: Condition): string | undefined =>
  condition.kind === 'connections' && condition.per === 'source' && condition.most > 0
    ? String(condition.most)
    : undefined;

export function whenOf(rule: OldRule | undefined): Valued | undefined {
  const hours = rule?.asks.conditions.find(({ kind }) => kind === 'hours');
  if (rule === undefined || hours?.kind !== 'hours') return undefined;
  const parts = [
    ...(hours.hours === undefined ? [] : [`hours: ${hours.hours}`]),
    ...(hours.days.length === 0 ? [] : [`days: [${hours.days.join(', ')}]`]),
    'zone: UTC',
  ];
  return { text: `{ ${parts.join(', ')} }`, origin: rule.origin };
}

interface Named {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly isAny: boolean;
  readonly on: string | undefined;
}

/** As wide as media is, and no service of one port. */
const MEDIA_PORTS = 1_000;
const ALL_PORTS = 50_000;

function nameOf({ udp, tcp, isAny, on }: Named): string {
  const width = (ranges: readonly PortRange[]) =>
    ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const single = [...tcp, ...udp].flatMap(({ first, last }) => (last - first < 20 ? [first] : []));
  const isMedia = tcp.length === 0 && width(udp) >= MEDIA_PORTS && width(udp) < ALL_PORTS;
  const name = isMedia
    ? 'media'
    : Math.max(width(udp), width(tcp)) >= ALL_PORTS
      ? on === undefined
        ? isAny
          ? 'everything'
          : 'full-access'
        : `from-${on}`
      : (serviceName(single) ?? `port-${tcp[0]?.first ?? udp[0]?.first ?? 0}`);
  return name.replace(/[^\w-]/g, '').slice(0, 28);
}

export function unused(name: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const one = number === 1 ? name : `${name}-${number}`;
    if (taken.has(one)) continue;
    taken.add(one);
    return one;
  }
}
