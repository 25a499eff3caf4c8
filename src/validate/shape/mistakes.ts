import type { ErrorObject } from 'ajv';
import { quoted } from '../../diagnostics/words/shape/value-phrases.js';
import type { Tree } from '../../parse/tree.js';
import { type PolicyPath, pathText } from '../../policy/path.js';
import type { Schema } from '../../policy/schema/schema.js';
import type { Findings } from '../findings.js';
import { nearest } from '../nearest.js';

/** An error of ajv with what it is about. */
export interface Mistake {
  readonly path: PolicyPath;
  readonly node: Tree | undefined;
  /** The schema that was broken. */
  readonly schema: Schema;
  readonly params: ErrorObject['params'];
  readonly findings: Findings;
}

/** What stands there, in words that follow "is". */
function describe(node: Tree | undefined): string {
  if (node === undefined) return 'missing';
  switch (node.kind) {
    case 'map':
      return 'a map';
    case 'list':
      return 'a list';
    case 'scalar':
      return describeScalar(node.value);
  }
}

function describeScalar(value: string | number | boolean | null): string {
  if (value === null) return 'empty';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoted(value)}`;
  return typeof value === 'number' ? `the number ${value}` : `${value}`;
}

/** What the configuration of other firewalls calls a thing, and our key for it. */
const words: ReadonlyMap<string, string> = new Map([
  ...['interface', 'interfaces', 'iface', 'ifname', 'device', 'devices', 'in'].map((w) => [w, 'on'] as const),
  ...['address', 'addresses', 'destination', 'dst', 'daddr', 'ip', 'listen', 'bind'].map(
    (w) => [w, 'to'] as const,
  ),
  ...['source', 'sources', 'src', 'saddr', 'allow'].map((w) => [w, 'from'] as const),
  ...['rate', 'ratelimit', 'rate_limit'].map((w) => [w, 'limit'] as const),
]);

/** Keys that hold for a whole map stand in the map that is around it. */
const around: ReadonlyMap<string, readonly string[]> = new Map([['sip.ports', ['to', 'on']]]);

/** The key that somebody means who writes a word of another firewall; with its path where it stands elsewhere. */
function meantKey(key: string, within: string, known: readonly string[]): string | undefined {
  const meant = words.get(key.toLowerCase());
  if (meant === undefined) return undefined;
  if (known.includes(meant)) return meant;
  return around.get(within)?.includes(meant) ? `sip.${meant}` : undefined;
}

export function missingKey({ path, params, findings }: Mistake): void {
  findings.add('VG203', { keys: [String(params.missingProperty)], within: pathText(path) }, { path });
}

export function unknownKey({ path, schema, params, findings }: Mistake): void {
  const key = String(params.additionalProperty);
  const known = Object.keys(schema.properties ?? {});
  const within = pathText(path);
  const args = { key, within, nearest: meantKey(key, within, known) ?? nearest(key, known), known };
  findings.add('VG200', args, { path: [...path, key], on: 'key' });
}

export function wrongName({ path, schema, params, findings }: Mistake): void {
  const name = String(params.propertyName);
  const expected = schema.propertyNames?.title ?? 'another name';
  findings.add('VG207', { name, within: pathText(path), expected }, { path: [...path, name], on: 'key' });
}

export function wrongKind({ path, node, schema, findings }: Mistake): void {
  const expected = schema.title ?? 'of another kind';
  findings.add('VG201', { path: pathText(path), expected, found: describe(node) }, { path });
}

export function notAllowed({ path, node, schema, findings }: Mistake): void {
  const allowed = (schema.enum ?? []).filter((one) => one !== null).map(String);
  const near = nearest(textIn(node), allowed);
  findings.add('VG202', { path: pathText(path), found: describe(node), allowed, nearest: near }, { path });
}

export function wrongText({ path, node, schema, findings }: Mistake): void {
  const args = { path: pathText(path), text: textIn(node), expected: schema.title ?? 'in another form' };
  findings.add('VG206', args, { path });
}

export function outOfRange({ path, node, schema, findings }: Mistake): void {
  const { minimum: low, maximum: high } = schema;
  findings.add('VG204', { path: pathText(path), found: textIn(node), low, high }, { path });
}

export function wrongLength({ path, node, schema, findings }: Mistake): void {
  findings.add('VG205', { path: pathText(path), ...lengthOf(node, schema) }, { path });
}

function lengthOf(node: Tree | undefined, schema: Mistake['schema']) {
  if (node?.kind === 'map') {
    return { unit: 'keys', count: node.entries.size, low: undefined, high: schema.maxProperties } as const;
  }
  if (node?.kind === 'list') {
    const { minItems: low, maxItems: high } = schema;
    return { unit: 'items', count: node.items.length, low, high } as const;
  }
  const { minLength: low, maxLength: high } = schema;
  return { unit: 'characters', count: [...textIn(node)].length, low, high } as const;
}

function textIn(node: Tree | undefined): string {
  return node?.kind === 'scalar' ? String(node.value) : '';
}
