import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { AddressRange, Family } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { addressSet, intersect, subtract } from '../../net/address-set.js';
import { protocolNumber } from '../../net/protocol.js';
import type { Port, PortRange } from '../../net/units.js';
import { fieldsOf, only } from '../../plan/nftables/read-nft-json.js';
import { conntrackStates, deviceNamed, otherPorts, readSet } from '../iptables/read-asks.js';
import type { NamedSets } from '../named-sets.js';
import {
  type Asks,
  anyPacket,
  asksMore,
  type Condition,
  commonSources,
  everyAddress,
  NO_PING,
  nobody,
  ofFamily,
  PING,
} from '../old-rule.js';
import { portNumber } from '../port-names.js';
import { nftCounts } from './counting.js';

/** Statements that ask nothing. */
const silent: ReadonlySet<string> = new Set([
  'counter',
  'log',
  'accept',
  'drop',
  'reject',
  'return',
  'continue',
  'jump',
  'goto',
  'notrack',
  'mangle',
  'vmap',
  'queue',
]);

/** The comparisons of a rule of nft. */
export function readNftAsks(statements: readonly Json[], sets: NamedSets): Asks {
  return statements.reduce<Asks>((asks, statement) => {
    const [kind, content = null] = only(statement) ?? [];
    if (kind === undefined || silent.has(kind)) return asks;
    if (kind === 'match' && isObject(content)) return compared(asks, content, sets);
    const counted = nftCounts(kind, content);
    if (counted !== undefined) return withConditions(asks, counted);
    return unread(asks, wordsOf(statement));
  }, anyPacket);
}

const wordsOf = (statement: Json): string =>
  fieldsOf([statement])
    .map(({ key, value }) => `${key} ${value}`.trim())
    .join(' ')
    .slice(0, 120);

const withConditions = (asks: Asks, conditions: readonly Condition[]): Asks => ({
  ...asks,
  conditions: [...asks.conditions, ...conditions],
});
const unread = (asks: Asks, words: string): Asks => withConditions(asks, [{ kind: 'unread', words }]);

/** What a comparison says of packets; `undefined` where that cannot be said. */
type Field = (asks: Asks, right: Json, negated: boolean, sets: NamedSets) => Asks | undefined;

export function compared(asks: Asks, match: JsonObject, sets: NamedSets): Asks {
  const { op, left = null, right = null } = match;
  const words = () => wordsOf({ match });
  const [kind, content] = only(left) ?? [];
  const flagged = flagsAsked(asks, match);
  if (flagged !== undefined) return flagged;
  if (!isObject(content) || (op !== '==' && op !== '!=' && op !== 'in')) return unread(asks, words());
  const name = `${kind} ${String(content.protocol ?? '')} ${String(content.field ?? content.key ?? '')}`
    .replace(/ +/g, ' ')
    .trim();
  if (/^payload \w+ sport$/.test(name))
    return withConditions(asks, [{ kind: 'source-port', words: words() }]);
  return fields.get(name)?.(asks, right, op === '!=', sets) ?? unread(asks, words());
}

const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['payload ip saddr', addressAsked('ipv4', 'from')],
  ['payload ip6 saddr', addressAsked('ipv6', 'from')],
  ['payload ip daddr', addressAsked('ipv4', 'to')],
  ['payload ip6 daddr', addressAsked('ipv6', 'to')],
  ['payload tcp dport', (asks, right, negated) => portsAsked(asks, 6, right, negated)],
  ['payload udp dport', (asks, right, negated) => portsAsked(asks, 17, right, negated)],
  ['payload th dport', (asks, right, negated) => portsAsked(asks, asks.protocol, right, negated)],
  ['meta l4proto', protocolsAsked],
  ['payload ip protocol', (asks, right, negated) => protocolsAsked(only4(asks), right, negated)],
  ['payload ip6 nexthdr', (asks, right, negated) => protocolsAsked(only6(asks), right, negated)],
  ...['meta iifname', 'meta iif'].map((name) => [name, devicesAsked] as const),
  ['meta nfproto', familyAsked],
  ['ct state', statesAsked],
  ['payload icmp type', (asks, right, negated) => icmpAsked(only4(asks), 1, right, negated)],
  ['payload icmpv6 type', (asks, right, negated) => icmpAsked(only6(asks), 58, right, negated)],
]);

/** A field of IPv4 is in no packet of IPv6. */
const only4 = (asks: Asks): Asks => asksMore(asks, { from: ofFamily(everyAddress, 'ipv4') });
const only6 = (asks: Asks): Asks => asksMore(asks, { from: ofFamily(everyAddress, 'ipv6') });

function addressAsked(family: Family, end: 'from' | 'to'): Field {
  return (asks, right, negated, sets) => {
    const found = addressesIn(right, negated, family, sets);
    const own = family === 'ipv4' ? only4(asks) : only6(asks);
    return found && asksMore(own, end === 'from' ? found : { to: found.from });
  };
}

function devicesAsked(asks: Asks, right: Json, negated: boolean): Asks | undefined {
  const [name, ...more] = listOf(right);
  return typeof name === 'string' && more.length === 0 ? deviceNamed(asks, name, negated) : undefined;
}

function familyAsked(asks: Asks, right: Json, negated: boolean): Asks | undefined {
  if (right !== 'ipv4' && right !== 'ipv6') return undefined;
  return (right === 'ipv4') !== negated ? only4(asks) : only6(asks);
}

function statesAsked(asks: Asks, right: Json, negated: boolean): Asks | undefined {
  const states = listOf(right);
  if (states.some((state) => typeof state !== 'string')) return undefined;
  return conntrackStates(asks, states.map(String), negated, `ct state ${states.join(',')}`);
}

function icmpAsked(asks: Asks, protocol: number, right: Json, negated: boolean): Asks | undefined {
  const types = listOf(right).map(String);
  if (!negated) return asksMore(asks, { protocol, icmp: types });
  return types.some((one) => PING.test(one)) ? asksMore(asks, { protocol, icmp: [NO_PING] }) : undefined;
}

const bits: ReadonlyMap<string, number> = new Map(
  ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ecn', 'cwr'].map((name, at) => [name, 1 << at]),
);
const SYN = 2;

/** A number of flags, written as such, by their names, or as names with bars between. */
function bitsOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return bits.get(value);
  const [kind, content] = only(value) ?? [];
  const parts = isList(value) ? value : kind === '|' && isList(content) ? content : undefined;
  const all = parts?.map(bitsOf);
  return all?.reduce<number | undefined>(
    (sum, one) => (sum === undefined || one === undefined ? undefined : sum | one),
    0,
  );
}

const isFlags = (value: Json): boolean => {
  const [kind, content] = only(value) ?? [];
  return kind === 'payload' && isObject(content) && content.protocol === 'tcp' && content.field === 'flags';
};

/** The first segment of a connection has SYN alone: `tcp flags & (fin|syn) == fin|syn` is for none that begins. */
function flagsAsked(asks: Asks, { left = null, right = null, op }: JsonObject): Asks | undefined {
  const [kind, content] = only(left) ?? [];
  const isMasked = kind === '&' && isList(content) && isFlags(content[0] ?? null);
  if (!isMasked && !isFlags(left)) return undefined;
  const mask =
    isMasked && isList(content)
      ? bitsOf(content.length === 2 ? (content[1] ?? null) : content.slice(1))
      : 0xff;
  const values = listOf(right).map(bitsOf);
  if (mask === undefined || values.includes(undefined))
    return unread(asks, wordsOf({ match: { left, right, op } } as Json));
  const seen = SYN & mask;
  const said = bitsOf(right);
  const holds =
    op === 'in'
      ? values.some((one) => (seen & (one ?? 0)) !== 0)
      : said === undefined
        ? values.includes(seen)
        : said === seen;
  return asksMore(asks, { protocol: 6, starts: holds !== (op === '!=') });
}

/** The values of a set, or the one value. */
export function listOf(right: Json): readonly Json[] {
  const [kind, content] = only(right) ?? [];
  if (kind === 'set' && isList(content)) return content.map((one) => elementOf(one));
  return isList(right) ? right : [right];
}

/** An element may have a comment, a counter or a time. */
function elementOf(one: Json): Json {
  const [kind, content] = only(one) ?? [];
  return kind === 'elem' && isObject(content) ? (content.val ?? null) : one;
}

function addressesIn(
  right: Json,
  negated: boolean,
  family: Family,
  sets: NamedSets,
): Pick<Asks, 'from' | 'set'> | undefined {
  const all = ofFamily(everyAddress, family);
  if (typeof right === 'string' && right.startsWith('@')) {
    const name = right.slice(1);
    const known = readSet(name, sets.get(name), negated);
    return typeof known === 'string' ? undefined : commonSources({ from: all, set: undefined }, known);
  }
  const ranges = listOf(right).map(addressRange);
  if (ranges.some((one) => one === undefined)) return undefined;
  const set = addressSet(ranges as readonly AddressRange[]);
  return { from: negated ? subtract(all, set) : intersect(all, set), set: undefined };
}

/** An address, a network or a range as nft writes it in JSON. */
export function addressRange(value: Json): AddressRange | undefined {
  const [kind, content] = only(value) ?? [];
  const text =
    typeof value === 'string'
      ? value
      : kind === 'prefix' && isObject(content)
        ? `${String(content.addr)}/${String(content.len)}`
        : kind === 'range' && isList(content)
          ? content.map(String).join('-')
          : '';
  const entry = parseAddressEntry(text);
  return entry.kind === 'range' ? entry.range : undefined;
}

function portsAsked(
  asks: Asks,
  protocol: number | undefined,
  right: Json,
  negated: boolean,
): Asks | undefined {
  const ranges = listOf(right).map(portRange);
  if (ranges.some((one) => one === undefined)) return undefined;
  const known = ranges as readonly PortRange[];
  return asksMore(asks, { protocol, ports: negated ? otherPorts(known) : known });
}

function portRange(value: Json): PortRange | undefined {
  const [kind, content] = only(value) ?? [];
  const [first, last] =
    kind === 'range' && isList(content) ? content.map(portValue) : [portValue(value), portValue(value)];
  return first === undefined || last === undefined ? undefined : { first: first as Port, last: last as Port };
}

const portValue = (value: Json): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'string' ? portNumber(value) : undefined;

/** Of two protocols that share ports, `{ tcp, udp }`, none is asked: what follows names ports. */
function protocolsAsked(asks: Asks, right: Json, negated: boolean): Asks | undefined {
  const numbers = listOf(right).map((one) => (typeof one === 'number' ? one : protocolNumber(String(one))));
  if (negated || numbers.includes(undefined)) return undefined;
  if (asks.protocol !== undefined)
    return numbers.includes(asks.protocol) ? asks : asksMore(asks, { from: nobody });
  if (numbers.length === 1) return asksMore(asks, { protocol: numbers[0] });
  const isBoth = numbers.length === 2 && numbers.includes(6) && numbers.includes(17);
  return isBoth ? asks : undefined;
}
