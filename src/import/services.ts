import { mergePorts } from '../net/port.js';
import { rateText, simplestRate, windowAsBucket } from '../net/rate.js';
import type { Count, Milliseconds, PortRange } from '../net/units.js';
import type { DraftService, Valued } from './draft.js';
import type { Outcome } from './fold.js';
import type { Condition, OldRule } from './old-rule.js';
import { closingsOf, fromOf, type Opening, openingsOf, type ServiceInput, textsOf } from './openings.js';
import { keyOf } from './places.js';
import { serviceName } from './port-names.js';

/** The services that the old rules open; with `leave`, those that they close. */
export function servicesOf(input: ServiceInput): ServicesFound {
  const { openings, closed } =
    input.default === 'deny' ? { openings: openingsOf(input.outcomes), closed: none } : closingsOf(input);
  const groups = new Map<string, Opening[]>();
  for (const opening of openings) {
    const key = JSON.stringify([
      [17, 6].map((protocol) => mergePorts(opening.ports.get(protocol) ?? [])),
      opening.on,
      opening.to && keyOf(opening.to),
      limitsOf(opening, input.outcomes),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), opening]);
  }
  const taken = new Set<string>();
  const services = merged([...groups.values()].map((group) => serviceOf(group, input))).map((service) => ({
    ...service,
    name: unused(service.name, taken),
  }));
  return { services, carried: new Set([...openings.flatMap(({ rule }) => rule ?? []), ...closed]) };
}

const none: ReadonlySet<OldRule> = new Set();

export interface ServicesFound {
  readonly services: readonly DraftService[];
  /** Rules of which a service was made. */
  readonly carried: ReadonlySet<OldRule>;
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

function serviceOf(group: readonly Opening[], input: ServiceInput): DraftService {
  const [first] = group as [Opening];
  const [udp, tcp] = [17, 6].map((protocol) => mergePorts(first.ports.get(protocol) ?? []));
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

/** What each source may begin there, by the rules that refuse what is too much. */
export function limitsOf(
  { ports, rule }: Opening,
  outcomes: readonly Outcome[],
): Pick<DraftService, 'limit' | 'connections' | 'when'> {
  const isHere = ({ region }: Outcome) =>
    (ports.get(region.protocol) ?? []).some(({ first }) => first === region.ports.first);
  const narrow = (asks: OldRule['asks']) => asks.ports !== undefined;
  const filters = outcomes
    .filter(isHere)
    .flatMap((outcome) => outcome.filters)
    .flatMap((share) => ('asks' in share.rule ? [share.rule] : []))
    .filter((one) => one === rule || (narrow(one.asks) && one.does.kind === 'refuse'));
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
  return condition.kind === 'rate'
    ? rateText(simplestRate(condition.rate.rate), condition.rate.burst)
    : undefined;
}

const countOf = (condition: Condition): string | undefined =>
  condition.kind === 'connections' && condition.most > 0 ? String(condition.most) : undefined;

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
