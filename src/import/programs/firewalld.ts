import type { Count } from '../../net/units.js';
import type { Remark } from '../draft.js';
import { addressesOf, deviceNamed, readSet } from '../iptables/read-asks.js';
import type { NamedSets } from '../named-sets.js';
import {
  type Asks,
  anyPacket,
  type BasePolicy,
  both,
  everyAddress,
  type OldRule,
  type Origin,
  ofFamily,
  rateUnit,
  type Stage,
} from '../old-rule.js';
import type { Part } from '../read-inputs.js';
import { openedBy } from './firewalld-services.js';
import { type Element, readXml } from './xml.js';

/** What one file says of a zone. */
export interface Zone {
  readonly rules: readonly OldRule[];
  /** Whom it is for; none: whoever no other zone is for, where it is the default zone. */
  readonly isBound: boolean;
  readonly name: string;
  readonly policy: BasePolicy;
}

interface Reading {
  readonly file: string;
  readonly rules: OldRule[];
  readonly remarks: Remark[];
  /** Each device and each source to which it is bound. One that cannot be read is for nobody of whom it could be said. */
  readonly bindings: readonly Asks[];
  readonly sets: NamedSets;
}

/** A zone of firewalld as it stands in /etc/firewalld/zones. */
export function readZone(file: string, text: string, sets: NamedSets): Part {
  const zone = readXml(text);
  if (zone?.name !== 'zone') {
    const origin = { file, line: 1, text: text.slice(0, 60), comment: undefined };
    const words = 'it is no zone of firewalld that can be read';
    return { remarks: [{ kind: 'lost', origin, why: { kind: 'words', words } }] };
  }
  const remarks: Remark[] = [];
  const bindings = zone.children.flatMap((one) => bindingOf(one, file, sets, remarks));
  const read: Reading = { file, rules: [], remarks, sets, bindings };
  for (const element of inOrder(zone.children)) readElement(element, read);
  const target = zone.attributes.get('target') ?? 'default';
  const origin = { file, line: zone.line, text: `<zone target="${target}">`, comment: undefined };
  const does = target === 'ACCEPT' ? 'accept' : 'refuse';
  // What comes to a zone that it is bound to comes to no other.
  if (bindings.length > 0) put(anyPacket, does, origin, read);
  const isBound = bindings.length > 0;
  return { remarks, zone: { rules: read.rules, isBound, name: file, policy: { does, origin } } };
}

/** The zones that are bound to somebody, and the default zone for the rest. */
export function zonesTogether(zones: readonly Zone[]): {
  readonly stages: readonly Stage[];
  readonly remarks: readonly Remark[];
} {
  const free = zones.filter(({ isBound }) => !isBound);
  const rest = free.find(({ name }) => /(^|\/)public\.xml$/.test(name)) ?? free[0];
  const [any] = zones;
  if (any === undefined) return { stages: [], remarks: [] };
  const policy: BasePolicy = rest?.policy ?? { does: 'refuse', origin: any.policy.origin };
  const words = 'the zone is bound to no device and no source, and another one is taken for the default zone';
  const unused = free.filter((zone) => zone !== rest);
  const origins = new Set(
    unused.flatMap(({ rules, policy: own }) => [own.origin, ...rules.map(({ origin }) => origin)]),
  );
  // The zone of a source comes before the zone of a device (firewalld.zones(5)).
  const bound = zones.filter(({ isBound }) => isBound).flatMap(({ rules }) => rules);
  return {
    stages: [
      {
        rules: [
          ...bound.filter(({ asks }) => asks.device === undefined),
          ...bound.filter(({ asks }) => asks.device !== undefined),
          ...(rest?.rules ?? []),
        ],
        policies: new Map([
          ['ipv4', policy],
          ['ipv6', policy],
        ]),
      },
    ],
    remarks: [...origins].map((origin): Remark => ({ kind: 'lost', origin, why: { kind: 'words', words } })),
  };
}

/**
 * Rich rules of a priority below 0 come first, then those without one, which refuse before they accept, then what the zone lists, then the
 * rest of the priorities (firewalld.richlanguage(5)).
 */
function inOrder(children: readonly Element[]): readonly Element[] {
  const priority = ({ attributes }: Element) => Number(attributes.get('priority') ?? 0) || 0;
  const refuses = ({ children: inner }: Element) =>
    inner.some(({ name }) => name === 'drop' || name === 'reject');
  const rank = (one: Element) => 2 * priority(one) + (refuses(one) ? 0 : 1);
  const riches = children.filter(({ name }) => name === 'rule').toSorted((a, b) => rank(a) - rank(b));
  return [
    ...riches.filter((one) => priority(one) <= 0),
    ...children.filter(({ name }) => name !== 'rule'),
    ...riches.filter((one) => priority(one) > 0),
  ];
}

function bindingOf(element: Element, file: string, sets: NamedSets, remarks: Remark[]): readonly Asks[] {
  const { name, attributes } = element;
  if (name !== 'interface' && name !== 'source') return [];
  const origin = originOf(element, file);
  const bound =
    name === 'interface'
      ? deviceNamed(anyPacket, attributes.get('name') ?? '', false)
      : sourceOf(attributes, sets);
  const [condition] = bound.conditions;
  remarks.push(
    condition?.kind === 'unread'
      ? { kind: 'lost', origin, why: condition }
      : { kind: 'built-in', what: 'binding', origin },
  );
  return [bound];
}

/** What cannot be read is a condition, which lets nobody in. */
function sourceOf(attributes: ReadonlyMap<string, string>, sets: NamedSets): Asks {
  const [address, ipset] = [attributes.get('address'), attributes.get('ipset')];
  const negated = /^(true|yes|1)$/i.test(attributes.get('invert') ?? attributes.get('NOT') ?? '');
  const from = address === undefined ? undefined : addressesOf(address, negated);
  if (from !== undefined) return { ...anyPacket, from };
  const named = ipset === undefined ? undefined : readSet(ipset, sets.get(ipset), negated);
  if (named !== undefined && typeof named !== 'string') return { ...anyPacket, ...named };
  const words = [...attributes].map(([key, value]) => `${key}="${value}"`).join(' ');
  const why = named === undefined ? '' : ` (${named})`;
  return { ...anyPacket, conditions: [{ kind: 'unread', words: `<source ${words}/>${why}` }] };
}

/** A rule for each of the bindings, for none of those whom it contradicts. */
function put(asks: Asks, kind: 'accept' | 'refuse', origin: Origin, { rules, bindings }: Reading): void {
  for (const binding of bindings.length > 0 ? bindings : [anyPacket]) {
    const bound = both(binding, asks);
    if (bound !== undefined) rules.push({ family: 'any', origin, asks: bound, does: { kind } });
  }
}

function readElement(element: Element, zone: Reading): void {
  const origin = originOf(element, zone.file);
  const lose = (words: string) => zone.remarks.push({ kind: 'lost', origin, why: { kind: 'words', words } });
  switch (element.name) {
    case 'short':
    case 'description':
    case 'interface':
    case 'source':
    case 'forward':
      return;
    case 'masquerade':
    case 'forward-port':
      return void zone.remarks.push({ kind: 'stays', what: 'nat', origin });
    case 'icmp-block':
    case 'icmp-block-inversion':
      return void zone.remarks.push({ kind: 'lost', origin, why: { kind: 'icmp' } });
    case 'rule':
      richRule(element, origin, zone);
      return;
    case 'service':
    case 'port':
    case 'protocol': {
      const opened = openedBy(element);
      if (opened === undefined)
        return void lose(
          element.name === 'service'
            ? 'a service that is not known here; write its ports'
            : 'ports or a protocol that cannot be read',
        );
      if (opened.length === 0) zone.remarks.push({ kind: 'built-in', what: 'established', origin });
      for (const asks of opened) put(asks, 'accept', origin, zone);
      return;
    }
  }
  lose(`<${element.name}>`);
}

const originOf = ({ name, attributes, line, children }: Element, file: string): Origin => {
  const words = [...attributes].map(([key, value]) => ` ${key}="${value}"`).join('');
  const inner = children.map((child) => originOf(child, file).text).join('');
  return {
    file,
    line,
    text: inner === '' ? `<${name}${words}/>` : `<${name}${words}>${inner}</${name}>`,
    comment: undefined,
  };
};

const openers: ReadonlySet<string> = new Set(['service', 'port', 'protocol']);
const actions: ReadonlySet<string> = new Set(['accept', 'drop', 'reject']);
const read: ReadonlySet<string> = new Set(['source', ...openers, ...actions, 'log', 'audit', 'nflog']);

function richRule({ children, attributes }: Element, origin: Origin, zone: Reading): void {
  const lose = (words: string) => zone.remarks.push({ kind: 'lost', origin, why: { kind: 'words', words } });
  const [action] = children.filter(({ name }) => actions.has(name));
  const element = children.find(({ name }) => openers.has(name));
  const opened = element === undefined ? [anyPacket] : openedBy(element);
  if (action === undefined && children.every(({ name }) => read.has(name)) && children.some(isLog))
    return void zone.remarks.push({ kind: 'built-in', what: 'logging', origin });
  if (action === undefined || opened === undefined || children.some(({ name }) => !read.has(name)))
    return void lose('a rich rule with something that is not read here');
  const source = children.find(({ name }) => name === 'source');
  const from = source === undefined ? anyPacket : sourceOf(source.attributes, zone.sets);
  const family = attributes.get('family');
  const isOne = family === 'ipv4' || family === 'ipv6';
  const mine = isOne ? { ...anyPacket, from: ofFamily(everyAddress, family) } : anyPacket;
  const limited: Asks = { ...anyPacket, conditions: limitOf(action) };
  for (const asks of opened) {
    const whole = [mine, asks, limited].reduce<Asks | undefined>((sum, one) => sum && both(sum, one), from);
    if (whole !== undefined) put(whole, action.name === 'accept' ? 'accept' : 'refuse', origin, zone);
  }
}

const isLog = ({ name }: Element): boolean => name === 'log' || name === 'nflog' || name === 'audit';

function limitOf({ children }: Element): Asks['conditions'] {
  const limit = children.find(({ name }) => name === 'limit');
  if (limit === undefined) return [];
  const value = limit.attributes.get('value') ?? '';
  const [, count, letter = ''] = /^(\d{1,7})\/([smhd])/.exec(value) ?? [];
  const unit = rateUnit(letter);
  if (count === undefined || unit === undefined || Number(count) < 1)
    return [{ kind: 'unread', words: `<limit value="${value}"/>` }];
  const burst = Math.max(5, Number(count)) as Count;
  return [
    {
      kind: 'rate',
      above: false,
      per: 'all',
      rate: { rate: { count: Number(count) as Count, unit }, burst },
    },
  ];
}
