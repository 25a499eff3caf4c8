import { isList, isObject, type Json } from '../../json/json.js';
import { protocolNumber } from '../../net/protocol.js';
import { only } from '../../plan/nftables/only.js';
import { anything, narrowed, type Opening } from '../opening.js';
import { TCP, UDP } from '../question.js';

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
