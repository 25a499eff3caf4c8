import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { Address } from '../../net/address.js';
import { protocolNumber } from '../../net/protocol.js';
import { only } from '../../plan/nftables/read-nft-json.js';
import { inNetwork, inSpan } from '../iptables/matches.js';
import {
  type Answer,
  allOf,
  answerOf,
  anyOf,
  anything,
  cameOver,
  isLocal,
  leavesOver,
  narrowed,
  not,
  type Opening,
  type Question,
  TCP,
  UDP,
  wasTranslated,
} from '../question.js';

/** What the comparisons of a rule leave open. */
export function nftOpening(statements: readonly Json[]): Opening {
  return statements.reduce<Opening>((opening, statement) => {
    const [kind, content] = only(statement) ?? [];
    if (kind !== 'match' || !isObject(content) || content.op === '!=') return opening;
    return narrowed(opening, comparisonOf(content.left ?? null, content.right ?? null));
  }, anything);
}

export function comparisonOf(left: Json, right: Json): Opening {
  const [kind, content] = only(left) ?? [];
  if (!isObject(content)) return anything;
  if (kind === 'meta' && content.key === 'l4proto') return { ...anything, protocol: numberOf(right) };
  if (kind !== 'payload') return anything;
  const { protocol, field } = content;
  if (field === 'dport')
    return { protocol: { tcp: TCP, udp: UDP }[String(protocol)], ports: portsIn(right), from: undefined };
  if (field === 'protocol' || field === 'nexthdr') return { ...anything, protocol: numberOf(right) };
  return field === 'saddr' ? { ...anything, from: networkIn(right) } : anything;
}

const numberOf = (right: Json): number | undefined =>
  typeof right === 'number' ? right : typeof right === 'string' ? protocolNumber(right) : undefined;

function portsIn(right: Json): Opening['ports'] {
  if (typeof right === 'number') return [{ first: right, last: right }];
  const [kind, content] = only(right) ?? [];
  if (!isList(content)) return [];
  if (kind === 'set') return content.flatMap(portsIn);
  return kind === 'range' ? [{ first: Number(content[0]), last: Number(content[1]) }] : [];
}

function networkIn(right: Json): string | undefined {
  if (typeof right === 'string') return right.startsWith('@') ? undefined : right;
  const [kind, content] = only(right) ?? [];
  return kind === 'prefix' && isObject(content)
    ? `${String(content.addr)}/${String(content.len)}`
    : undefined;
}

/** What stands on the left of a comparison, of a packet such as we ask about. */
type Value =
  | { readonly kind: 'address'; readonly address: Address | undefined }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'device'; readonly way: 'in' | 'out' }
  /** One of these words. */
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** `ip saddr . udp dport`: one for each part. */
  | { readonly kind: 'parts'; readonly parts: readonly Value[] }
  /** The packet has no such field, so the comparison never holds, negated or not. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

const unknown: Value = { kind: 'unknown' };
const absent: Value = { kind: 'absent' };
const number = (value: number): Value => ({ kind: 'number', number: value });
const word = (...words: readonly string[]): Value => ({ kind: 'word', words });

/** `match` of libnftables-json(5). */
export function askMatch({ op, left, right }: JsonObject, question: Question): Answer {
  const value = askedOf(left ?? null, question);
  if (value.kind === 'absent') return 'no';
  const held = compare(value, right ?? null, question);
  return op === '!=' ? not(held) : op === '==' || op === 'in' || op === undefined ? held : 'unknown';
}

export const askValue = (key: Json, wanted: Json, question: Question): Answer => {
  const value = askedOf(key, question);
  return value.kind === 'absent' ? 'no' : compare(value, wanted, question);
};

function askedOf(expression: Json, question: Question): Value {
  const [kind, content] = only(expression) ?? [];
  if (kind === '&' && isList(content)) return masked(content, question);
  if (kind === 'concat' && isList(content)) return joined(content.map((one) => askedOf(one, question)));
  if (!isObject(content)) return unknown;
  switch (kind) {
    case 'payload':
      return field(String(content.protocol), String(content.field), question);
    case 'meta':
      return meta(String(content.key), question);
    case 'ct':
      return content.key === 'state'
        ? word('new')
        : content.key === 'status'
          ? word(...(wasTranslated(question) ? ['dnat'] : []))
          : unknown;
    case 'fib':
      return content.result === 'type' && isList(content.flags) && content.flags.includes('daddr')
        ? word(isLocal(question) ? 'local' : 'unicast')
        : unknown;
  }
  return unknown;
}

/** A packet that lacks one of the fields lacks the whole. */
function joined(parts: readonly Value[]): Value {
  return parts.some(({ kind }) => kind === 'absent') ? absent : { kind: 'parts', parts };
}

function field(
  protocol: string,
  name: string,
  { source, destination, protocol: own, sourcePort, port }: Question,
): Value {
  const has = { tcp: own === TCP, udp: own === UDP, th: own === TCP || own === UDP }[protocol];
  if (has !== undefined) {
    if (!has) return absent;
    if (name === 'dport') return number(port);
    if (name === 'sport') return number(sourcePort);
    return protocol === 'tcp' && name === 'flags' ? word('syn') : unknown;
  }
  const family = { ip: 'ipv4', ip6: 'ipv6' }[protocol];
  if (family === undefined) return /^icmp/.test(protocol) ? absent : unknown;
  if (family !== source.family) return absent;
  if (name === 'saddr') return { kind: 'address', address: source };
  if (name === 'daddr') return { kind: 'address', address: destination };
  return name === 'protocol' || name === 'nexthdr' ? number(own) : unknown;
}

/** `tcp flags & (fin | syn)`: of the flags that are asked for, those that the first segment has. */
function masked([left = null, mask = null]: readonly Json[], question: Question): Value {
  const value = askedOf(left, question);
  if (value.kind !== 'word') return value.kind === 'absent' ? absent : unknown;
  const names = (isList(mask) ? mask : [mask]).map(String);
  return word(...value.words.filter((one) => names.includes(one)));
}

function meta(key: string, { source, protocol }: Question): Value {
  switch (key) {
    case 'iifname':
    case 'iif':
      return { kind: 'device', way: 'in' };
    case 'oifname':
    case 'oif':
      return { kind: 'device', way: 'out' };
    case 'l4proto':
      return number(protocol);
    case 'nfproto':
      return word(source.family);
    case 'protocol':
      return word(source.family === 'ipv4' ? 'ip' : 'ip6');
    case 'pkttype':
      return word('host', 'unicast');
  }
  return unknown;
}

/** `right` is a value, or a set, a range or a network that holds values; a set that has a name is not listed with what is in it. */
function compare(value: Value, right: Json, question: Question): Answer {
  if (value.kind === 'unknown') return 'unknown';
  if (isList(right)) return anyOf(right.map((one) => compare(value, one, question)));
  const [kind, content] = only(right) ?? [];
  switch (kind) {
    case 'set':
      return isList(content) ? anyOf(content.map((one) => compare(value, one, question))) : 'unknown';
    case 'range':
      return isList(content) ? inRange(value, content) : 'unknown';
    case 'prefix':
      return isObject(content) && value.kind === 'address'
        ? inNetwork(value.address, `${String(content.addr)}/${String(content.len)}`)
        : 'unknown';
    case 'concat':
      return isList(content) ? compareParts(value, content, question) : 'unknown';
    case 'elem':
      return isObject(content) ? compare(value, content.val ?? null, question) : 'unknown';
  }
  return isObject(right) || right === null ? 'unknown' : equals(value, right, question);
}

function compareParts(value: Value, wanted: readonly Json[], question: Question): Answer {
  if (value.kind !== 'parts' || value.parts.length !== wanted.length) return 'unknown';
  return allOf(value.parts.map((part, index) => compare(part, wanted[index] ?? null, question)));
}

function inRange(value: Value, [first = null, last = null]: readonly Json[]): Answer {
  if (value.kind === 'address') return inSpan(value.address, `${String(first)}-${String(last)}`);
  if (value.kind !== 'number') return 'unknown';
  return answerOf(value.number >= Number(first) && value.number <= Number(last));
}

function equals(value: Value, right: Json, question: Question): Answer {
  const text = String(right);
  if (text.startsWith('@') || isObject(right)) return 'unknown';
  switch (value.kind) {
    case 'address':
      return inNetwork(value.address, text);
    case 'number':
      return answerOf(value.number === (typeof right === 'number' ? right : (protocolNumber(text) ?? -1)));
    case 'device':
      return value.way === 'in' ? cameOver(question, text) : leavesOver(question, text);
    case 'word':
      return answerOf(value.words.includes(text));
    case 'parts':
    case 'absent':
    case 'unknown':
      return 'unknown';
  }
}
