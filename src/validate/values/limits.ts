import type { LimitProblem } from '../../diagnostics/words/shape/value-phrases.js';
import { pathText } from '../../policy/path.js';
import type { Limit, LimitKey, LimitScope, Limits } from '../../policy/policy.js';
import type { When } from '../../policy/when.js';
import { methods } from '../../sip/method.js';
import { child, entries, type Field, fault, optional, textOf } from '../field.js';
import { readChoice, readCount } from './scalars.js';
import { readDuration, readRate, readWindow } from './units.js';
import { readWhen } from './when.js';

const limitKeys: ReadonlySet<string> = new Set<LimitKey>([
  ...methods,
  'unrecognised',
  'keepalive',
  'other',
  'all',
]);
const scopes = ['source', 'destination', 'both'] as const;

/** A map by class of packets. Keys that are no class are the schema's to report. */
export function byClass<T>(field: Field, read: (field: Field) => T): ReadonlyMap<LimitKey, T> {
  const known = entries(field).filter(([key]) => limitKeys.has(key));
  return new Map(known.map(([key, value]) => [key as LimitKey, read(value)]));
}

export function readLimits(field: Field): Limits {
  return byClass(field, readLimit);
}

/** Only OPTIONS can be put on the greylist: a phone sends other methods once and waits. */
export function readStrangersLimits(field: Field): Limits {
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
