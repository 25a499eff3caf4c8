import { pathText } from '../../policy/path.js';
import { nearest } from '../nearest.js';
import type { Mistake } from './mistake.js';
import { meantKey } from './other-words.js';

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
