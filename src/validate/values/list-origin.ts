import type { Milliseconds } from '../../net/units.js';
import type { ListOrigin } from '../../policy/list-spec.js';
import { pathText } from '../../policy/path.js';
import { child, type Field, fault, items, optional, textOf } from '../field.js';
import { readText } from './scalars.js';
import { readDuration } from './units.js';

const day = 86_400_000 as Milliseconds;

export function readOrigin(field: Field): ListOrigin {
  const [url, names] = [child(field, 'url'), child(field, 'names')];
  if (url.node !== undefined && names.node !== undefined) wrong(names, 'two-origins');
  for (const [key, of] of [
    ['ca', url],
    ['keep', names],
  ] as const) {
    const one = child(field, key);
    if (one.node !== undefined && of.node === undefined)
      wrong(one, key === 'ca' ? 'ca-without-url' : 'keep-without-names');
  }
  if (url.node !== undefined)
    return { kind: 'https', url: readUrl(url), ca: optional(child(field, 'ca'), readText) };
  if (names.node === undefined) return { kind: 'file' };
  return {
    kind: 'names',
    names: items(names).map(readName),
    keep: optional(child(field, 'keep'), readDuration) ?? day,
  };
}

function readUrl(field: Field): string {
  const text = textOf(field) ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') wrong(field, 'not-https');
  else if (url.username !== '' || url.password !== '') wrong(field, 'password');
  return text;
}

/** RFC 1123 2.1, and the underscores of RFC 2782 in front. An address needs no name server. */
const nameForm =
  /^(_[a-z0-9-]+\._(udp|tcp|tls)\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\.?$/i;

function readName(field: Field): string {
  const text = readText(field);
  if (!nameForm.test(text)) wrong(field, 'not-a-name');
  return text.toLowerCase();
}

function wrong(
  field: Field,
  why: 'two-origins' | 'ca-without-url' | 'keep-without-names' | 'not-https' | 'password' | 'not-a-name',
): void {
  fault(field, 'VG251', { path: pathText(field.path), why });
}
