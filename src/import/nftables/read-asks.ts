import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { AddressRange } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, subtract } from '../../net/address-set.js';
import { protocolNumber } from '../../net/protocol.js';
import type { Port, PortRange } from '../../net/units.js';
import { fieldsOf, only } from '../../plan/nftables/read-nft-json.js';
import type { NamedSets } from '../named-sets.js';
import { type Asks, anyPacket, type Condition, everyAddress } from '../old-rule.js';
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

export function compared(asks: Asks, match: JsonObject, sets: NamedSets): Asks {
  const { op, left = null, right = null } = match;
  const negated = op === '!=';
  const words = () => wordsOf({ match });
  const [kind, content] = only(left) ?? [];
  if (!isObject(content) || (op !== '==' && op !== '!=' && op !== 'in'))
    return flags(asks, match) ?? unread(asks, words());
  const name = `${kind} ${String(content.protocol ?? '')} ${String(content.field ?? content.key ?? '')}`
    .replace(/ +/g, ' ')
    .trim();
  switch (name) {
    case 'payload ip saddr':
    case 'payload ip6 saddr': {
      const from = addressesIn(right, negated, sets);
      const set = typeof right === 'string' && right.startsWith('@') && !negated ? right.slice(1) : asks.set;
      return from === undefined ? unread(asks, words()) : { ...asks, from, set };
    }
    case 'payload ip daddr':
    case 'payload ip6 daddr': {
      const to = addressesIn(right, negated, sets);
      return to === undefined ? unread(asks, words()) : { ...asks, to };
    }
    case 'payload tcp dport':
    case 'payload udp dport':
    case 'payload th dport':
      return portsAsked(asks, String(content.protocol), right, negated) ?? unread(asks, words());
    case 'payload tcp sport':
    case 'payload udp sport':
    case 'payload th sport':
      return withConditions(asks, [{ kind: 'source-port', words: words() }]);
    case 'meta l4proto':
    case 'payload ip protocol':
    case 'payload ip6 nexthdr':
      return protocolsAsked(asks, right, negated) ?? unread(asks, words());
    case 'meta iifname':
    case 'meta iif':
      if (typeof right !== 'string') return unread(asks, words());
      return right === 'lo' && negated ? asks : { ...asks, device: { name: right, negated } };
    case 'meta nfproto':
      return right === 'ipv4'
        ? { ...asks, from: { ...asks.from, ipv6: [] } }
        : { ...asks, from: { ...asks.from, ipv4: [] } };
    case 'ct state':
      return { ...asks, starts: asks.starts && listOf(right).includes('new') !== negated };
    case 'payload icmp type':
    case 'payload icmpv6 type':
      return { ...asks, protocol: content.protocol === 'icmp' ? 1 : 58, icmp: listOf(right).map(String) };
  }
  return unread(asks, words());
}

/** `tcp flags & (fin|syn|rst|ack) == syn`: the beginning of a connection; anything else is none. */
function flags(asks: Asks, { left = null, right = null, op }: JsonObject): Asks | undefined {
  const text = JSON.stringify(left);
  if (!text.includes('"flags"')) return undefined;
  return listOf(right).includes('syn') && op !== '!='
    ? { ...asks, protocol: 6 }
    : { ...asks, protocol: 6, starts: false };
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

function addressesIn(right: Json, negated: boolean, sets: NamedSets): AddressSet | undefined {
  if (typeof right === 'string' && right.startsWith('@')) {
    const set = sets.get(right.slice(1))?.addresses;
    return set === undefined ? undefined : negated ? subtract(everyAddress, set) : set;
  }
  const ranges = listOf(right).map(addressRange);
  if (ranges.some((one) => one === undefined)) return undefined;
  const set = addressSet(ranges as readonly AddressRange[]);
  return negated ? subtract(everyAddress, set) : set;
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

function portsAsked(asks: Asks, protocol: string, right: Json, negated: boolean): Asks | undefined {
  const ranges = listOf(right).map(portRange);
  if (negated || ranges.some((one) => one === undefined)) return undefined;
  const number = protocol === 'tcp' ? 6 : protocol === 'udp' ? 17 : asks.protocol;
  return { ...asks, protocol: number, ports: ranges as readonly PortRange[] };
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
  if (numbers.length === 1) return { ...asks, protocol: numbers[0] };
  const isBoth = numbers.length === 2 && numbers.includes(6) && numbers.includes(17);
  return isBoth ? asks : undefined;
}
