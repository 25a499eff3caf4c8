import type { LimitProblem } from '../../diagnostics/words/shape/value-phrases.js';
import { pathText } from '../../policy/path.js';
import type {
  Connections,
  Limit,
  LimitKey,
  LimitScope,
  Limits,
  OpenLimit,
  Strangers,
  StrangersBytes,
} from '../../policy/policy.js';
import type { When } from '../../policy/sip.js';
import { methods } from '../../sip/signature.js';
import type { Groups } from '../addresses/groups.js';
import { child, entries, type Field, fault, optional, textOf } from '../field.js';
import { readChoice, readCount, readNumber } from './scalars.js';
import { readByteLimit, readDuration, readRate, readWhen, readWindow } from './units.js';

const limitKeys: ReadonlySet<string> = new Set<LimitKey>([
  ...methods,
  'unrecognised',
  'keepalive',
  'other',
  'all',
]);
const scopes = ['source', 'destination', 'both'] as const;

/** A map by class of packets. Keys that are no class are the schema's to report. */
function byClass<T>(field: Field, read: (field: Field) => T): ReadonlyMap<LimitKey, T> {
  const known = entries(field).filter(([key]) => limitKeys.has(key));
  return new Map(known.map(([key, value]) => [key as LimitKey, read(value)]));
}

export function readLimits(field: Field): Limits {
  return byClass(field, readLimit);
}

/** Only OPTIONS can be put on the greylist: a phone sends other methods once and waits. */
function readStrangersLimits(field: Field): Limits {
  return byClass(field, (one) =>
    one.path.at(-1) === 'OPTIONS' && textOf(one) === 'greylist'
      ? { kind: 'greylist', path: one.path }
      : readLimit(one),
  );
}

function readLimit(field: Field): Limit {
  const { path } = field;
  if (field.node?.kind === 'map') return readLimitMap(field);
  const text = textOf(field);
  if (text === 'drop' || text === 'allow') return { kind: text, path };
  return { kind: 'rate', ...readRate(field), per: 'source', expire: undefined, path };
}

function readLimitMap(field: Field): Limit {
  const problem = problemOf(field);
  if (problem !== undefined) fault(field, 'VG215', { path: pathText(field.path), problem });
  const per: LimitScope = readChoice(child(field, 'per'), scopes);
  return has(field, 'window') ? windowLimit(field, per) : rateLimit(field, per);
}

function rateLimit(field: Field, per: LimitScope): Limit {
  const { rate, burst } = readRate(child(field, 'rate'));
  return {
    kind: 'rate',
    rate,
    burst: optional(child(field, 'burst'), readCount) ?? burst,
    per,
    expire: optional(child(field, 'expire'), readDuration),
    ...whenOf(field),
    path: field.path,
  };
}

function windowLimit(field: Field, per: LimitScope): Limit {
  const engine = readChoice(child(field, 'engine'), ['bucket', 'recent']);
  return {
    kind: 'window',
    ...readWindow(child(field, 'window')),
    engine,
    per,
    ...whenOf(field),
    path: field.path,
  };
}

function whenOf(field: Field): { readonly when?: When } {
  const when = optional(child(field, 'when'), readWhen);
  return when === undefined ? {} : { when };
}

function problemOf(field: Field): LimitProblem | undefined {
  const rate = has(field, 'rate');
  const window = has(field, 'window');
  if (!rate && !window) return 'neither';
  if (rate && window) return 'both';
  if (window) return has(field, 'burst') || has(field, 'expire') ? 'window-extras' : undefined;
  if (has(field, 'engine')) return 'rate-engine';
  return has(field, 'burst') && textOf(child(field, 'rate'))?.includes('burst') ? 'two-bursts' : undefined;
}

const has = (field: Field, key: string) => child(field, key).node !== undefined;

export function readStrangers(field: Field, groups: Groups): Strangers | 'deny' {
  if (textOf(field) === 'deny') return 'deny';
  return {
    from: optional(child(field, 'from'), groups.sources),
    limits: readStrangersLimits(child(field, 'limits')),
    perSubnet: readLimits(child(field, 'per_subnet')),
    together: readLimits(child(field, 'together')),
    share: readChoice(child(field, 'share'), ['fair', 'first-come']),
    bytes: readBytes(child(field, 'bytes')),
    connections: readConnections(child(field, 'connections')),
    maxSize: byClass(child(field, 'max_size'), (size) => ({ bytes: readNumber(size), path: size.path })),
  };
}

function readBytes(field: Field): StrangersBytes {
  return {
    udp: optional(child(field, 'udp'), readByteLimit),
    tcp: optional(child(field, 'tcp'), readByteLimit),
    stray: optional(child(field, 'stray'), readByteLimit),
    together: optional(child(field, 'together'), readByteLimit),
  };
}

function readConnections(field: Field): Connections {
  return {
    udp: optional(child(field, 'udp'), readOpenLimit),
    tcp: optional(child(field, 'tcp'), readOpenLimit),
    perSubnet: optional(child(field, 'per_subnet'), readOpenLimit),
    answer: readChoice(child(field, 'answer'), ['drop', 'reject']),
  };
}

function readOpenLimit(field: Field): OpenLimit {
  return { most: readCount(field), path: field.path };
}
