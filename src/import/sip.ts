import type { AddressSet } from '../net/address-set.js';
import { union } from '../net/address-set.js';
import { mergePorts } from '../net/port.js';
import { rateText, simplestRate } from '../net/rate.js';
import type { Port, PortRange } from '../net/units.js';
import type { DraftSip, Entry, Remark, Valued } from './draft.js';
import { isLimitedAccept, type Outcome, type Share } from './fold.js';
import { type Condition, everyAddress, isBroad, type OldRule, type Origin } from './old-rule.js';
import { textsOf } from './services.js';
import { methodIn, packOf } from './texts.js';

export interface SipPorts {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly encrypted: readonly PortRange[];
}

const WELL_KNOWN = [5060, 6060];
/** Of rules that open more at once it cannot be said that they mean SIP. */
const WIDEST = 100;
/** 5061 by RFC 3261, 5070 to 5080 of VOS3000. */
const ENCRYPTED: readonly PortRange[] = [range(5061, 5061), range(5070, 5080)];

function range(first: number, last: number): PortRange {
  return { first: first as Port, last: last as Port };
}

/** The ports on which the old rules take SIP for granted; or those that the operator names. */
export function sipPortsOf(rules: readonly OldRule[], named: readonly PortRange[]): SipPorts {
  const found = (protocol: number) =>
    rules.flatMap(({ asks }) => {
      const isMeant = asks.protocol === undefined || asks.protocol === protocol;
      return isMeant ? (asks.ports ?? []).filter((one) => isSip(one, asks.conditions)) : [];
    });
  const [udp, tcp] = [found(17), found(6)].map((ranges) => mergePorts([...ranges, ...named]));
  const all = mergePorts([...(udp ?? []), ...(tcp ?? [])]);
  return {
    udp: without(udp ?? [], ENCRYPTED),
    tcp: without(tcp ?? [], ENCRYPTED),
    encrypted: ENCRYPTED.flatMap((one) => all.flatMap((other) => common(one, other))),
  };
}

function isSip({ first, last }: PortRange, conditions: readonly Condition[]): boolean {
  if (last - first > WIDEST) return false;
  if ([...WELL_KNOWN, 5061].some((port) => first <= port && port <= last)) return true;
  return conditions.some(
    (one) => one.kind === 'text' && (methodIn(one.text) ?? packOf(one.text)) !== undefined,
  );
}

const common = (a: PortRange, b: PortRange): readonly PortRange[] => {
  const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
  return first <= last ? [range(first, last)] : [];
};

function without(ranges: readonly PortRange[], out: readonly PortRange[]): readonly PortRange[] {
  return out.reduce(
    (left, one) =>
      left.flatMap(({ first, last }) => [
        ...(first < one.first ? [range(first, Math.min(last, one.first - 1))] : []),
        ...(last > one.last ? [range(Math.max(first, one.last + 1), last)] : []),
      ]),
    ranges,
  );
}

export const isSipRegion = ({ region }: Outcome, ports: SipPorts): boolean => {
  const own = region.protocol === 6 ? ports.tcp : ports.udp;
  return [...own, ...ports.encrypted].some(
    ({ first, last }) => first <= region.ports.first && region.ports.last <= last,
  );
};

export interface SipFound {
  readonly sip: DraftSip;
  readonly trusted: readonly Entry[];
  readonly blocked: readonly Entry[];
  readonly packs: ReadonlyMap<string, Origin>;
  readonly texts: readonly Valued[];
  readonly remarks: readonly Remark[];
}

/** What the old rules do with SIP. @param outcomes Of its ports, at any device. */
export function sipOf(outcomes: readonly Outcome[], ports: SipPorts): SipFound {
  const base = outcomes.filter(({ region }) => region.device === undefined && region.to === undefined);
  const shares = base.flatMap((outcome) =>
    outcome.accepted
      .map((share) => ({ share, outcome }))
      .filter(({ share: { sources } }) => !isNobody(sources)),
  );
  const strangers = shares.filter(({ share, outcome }) => isForStrangers(share, outcome));
  const trusted = shares.filter(({ share, outcome }) => !isForStrangers(share, outcome));
  const limited = base.flatMap(({ filters }) =>
    filters.flatMap(({ rule }) => ('asks' in rule && isLimitedAccept(rule) ? [rule] : [])),
  );
  const filters = filtersOf(base);
  const open = (protocol: number, of: readonly PortRange[]) =>
    of.filter(({ first }) =>
      base.some(
        ({ region, accepted, filters: some }) =>
          region.protocol === protocol &&
          region.ports.first === first &&
          [...accepted, ...some].some(({ sources }) => !isNobody(sources)),
      ),
    );
  const isOpen = strangers.length > 0 || limited.length > 0;
  return {
    sip: {
      udp: ports.udp,
      tcp: open(6, ports.tcp),
      encrypted: ports.encrypted,
      strangers: isOpen
        ? {
            from: fromOf(
              strangers.map(({ share }) => share),
              base,
            ),
          }
        : 'deny',
      ...filters.maps,
    },
    trusted: entriesOf(trusted.map(({ share }) => share)),
    blocked: blockedOf(base),
    packs: filters.packs,
    texts: filters.texts,
    remarks: [...filters.remarks, ...refusedRemarks(base)],
  };
}

const isNobody = ({ ipv4, ipv6 }: AddressSet): boolean => ipv4.length === 0 && ipv6.length === 0;

/** Everybody, or those who have come past limits: they are no peers whom somebody has written down. */
function isForStrangers({ rule, sources }: Share, { filters, region }: Outcome): boolean {
  if (!('asks' in rule) || isBroad(sources, region.family)) return true;
  const at = filters.findIndex((one) => one.rule === rule);
  return at >= 0 || isLimitedAccept(rule);
}

function fromOf(shares: readonly Share[], outcomes: readonly Outcome[]): readonly Entry[] {
  const all = shares.reduce((sum, { sources }) => union(sum, sources), {
    ...everyAddress,
    ipv4: [],
    ipv6: [],
  } as AddressSet);
  const families = new Set(outcomes.map(({ region }) => region.family));
  if ([...families].some((family) => isBroad(all, family))) return [];
  return entriesOf(shares);
}

/** Each rule's own sources, each once. */
export function entriesOf(shares: readonly Share[]): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const { rule, sources } of shares) {
    const origin = 'asks' in rule ? rule.origin : rule.policy;
    const texts = 'asks' in rule && rule.asks.set !== undefined ? [rule.asks.set] : textsOf(sources);
    for (const text of texts) if (!found.has(text)) found.set(text, { text, origin });
  }
  return [...found.values()];
}

const refusedNamed = (outcomes: readonly Outcome[]): readonly Share[] =>
  outcomes.flatMap(({ refused, region }) =>
    refused.filter(
      ({ rule, sources }) => 'asks' in rule && !isNobody(sources) && !isBroad(sources, region.family),
    ),
  );

const blockedOf = (outcomes: readonly Outcome[]): readonly Entry[] => entriesOf(refusedNamed(outcomes));

function refusedRemarks(outcomes: readonly Outcome[]): readonly Remark[] {
  const narrow = refusedNamed(outcomes).flatMap(({ rule }) =>
    'asks' in rule && (rule.asks.ports !== undefined || rule.asks.protocol !== undefined)
      ? [rule.origin]
      : [],
  );
  return [...new Set(narrow)].map((origin) => ({ kind: 'changed', how: 'blocked-everywhere', origin }));
}

interface Filters {
  readonly maps: Pick<DraftSip, 'limits' | 'perSubnet' | 'together' | 'connections'>;
  readonly packs: Map<string, Origin>;
  readonly texts: Valued[];
  readonly remarks: Remark[];
}

function filtersOf(outcomes: readonly Outcome[]): Filters {
  const [limits, perSubnet, together, connections] = Array.from(
    { length: 4 },
    () => new Map<string, Valued>(),
  );
  const maps = { limits, perSubnet, together, connections } as {
    [K in keyof Filters['maps']]: Map<string, Valued>;
  };
  const filters: Filters & { maps: typeof maps } = { maps, packs: new Map(), texts: [], remarks: [] };
  const seen = new Set<OldRule>();
  for (const { filters: shares, region } of outcomes)
    for (const { rule } of shares)
      if ('asks' in rule && !seen.has(rule)) {
        seen.add(rule);
        readFilter(rule, region.protocol === 6 ? 'tcp' : 'udp', filters);
      }
  return filters;
}

type Maps = { [K in keyof Filters['maps']]: Map<string, Valued> };

function readFilter(rule: OldRule, transport: 'udp' | 'tcp', filters: Filters & { maps: Maps }): void {
  const { conditions } = rule.asks;
  const texts = conditions.flatMap((one) => (one.kind === 'text' && !one.negated ? [one.text] : []));
  const counts = conditions.filter(({ kind }) => kind !== 'text');
  const [text] = texts;
  const lose = (words: string) =>
    filters.remarks.push({ kind: 'lost', origin: rule.origin, why: { kind: 'words', words } });
  if (texts.length + counts.length !== conditions.length || texts.length > 1 || counts.length > 1)
    return void lose('a mixture of conditions that no key of the policy has');
  const [count] = counts;
  const method = text === undefined ? undefined : methodIn(text);
  if (count === undefined) return void readText(rule, text ?? '', method, filters);
  if (text !== undefined && method === undefined)
    return void lose('a limit for messages with a text in them');
  readCount(rule, count, method ?? 'all', transport, filters);
}

function readText(
  rule: OldRule,
  text: string,
  method: string | undefined,
  { maps, packs, texts, remarks }: Filters & { maps: Maps },
): void {
  const { origin } = rule;
  if (rule.does.kind === 'accept') remarks.push({ kind: 'lost', origin, why: { kind: 'accept-text' } });
  else if (method !== undefined) {
    if (!maps.limits.has(method)) maps.limits.set(method, { text: 'drop', origin });
    remarks.push({ kind: 'mistaken', how: 'text-anywhere', origin });
  } else {
    const pack = packOf(text);
    if (pack === undefined) texts.push({ text, origin });
    else {
      if (!packs.has(pack)) packs.set(pack, origin);
      remarks.push({ kind: 'built-in', what: 'signature', origin });
    }
  }
}

function readCount(
  rule: OldRule,
  count: Condition,
  key: string,
  transport: 'udp' | 'tcp',
  { maps, remarks }: Filters & { maps: Maps },
): void {
  const { origin } = rule;
  const put = (map: Map<string, Valued>, name: string, text: string) =>
    map.has(name) || map.set(name, { text, origin });
  const tell = (how: 'window-less-one' | 'subnet-mask' | 'limit-of-service') =>
    remarks.push({ kind: 'changed', how, origin });
  switch (count.kind) {
    case 'rate': {
      const text = rateText(simplestRate(count.rate.rate), count.rate.burst);
      put({ source: maps.limits, subnet: maps.perSubnet, all: maps.together }[count.per], key, text);
      if (count.per === 'subnet') tell('subnet-mask');
      return;
    }
    case 'window':
      put(maps.limits, key, `{ window: ${Math.max(1, count.hits - 1)} in ${count.seconds}s }`);
      remarks.push({ kind: 'mistaken', how: 'recent-table', origin });
      return void tell('window-less-one');
    case 'connections':
      put(
        maps.connections,
        count.per === 'subnet' ? 'per_subnet' : transport,
        String(Math.max(1, count.most)),
      );
      if (transport === 'udp') remarks.push({ kind: 'mistaken', how: 'flows-of-udp', origin });
      return;
    case 'hours':
      return void remarks.push({
        kind: 'lost',
        origin,
        why: { kind: 'words', words: 'hours for SIP as a whole' },
      });
    case 'source-port':
      return void remarks.push({ kind: 'lost', origin, why: count });
    case 'text':
    case 'unread':
      return void remarks.push({
        kind: 'lost',
        origin,
        why: { kind: 'unread', words: count.kind === 'unread' ? count.words : count.text },
      });
  }
}
