import type { Milliseconds } from '../../net/units.js';
import {
  type ColumnIs,
  type HostBits,
  isOnSwitch,
  type ListForm,
  type ListOrigin,
  type ListSpec,
  originText,
} from '../../policy/list-spec.js';
import { pathText } from '../../policy/path.js';
import { child, type Field, fault, items, missing, optional, textOf } from '../field.js';
import { readChoice, readNumber, readSwitch, readText } from './scalars.js';
import { readDuration } from './units.js';

const day = 86_400_000 as Milliseconds;

function readOrigin(field: Field): ListOrigin {
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
  if (optional(child(field, 'on_switch'), readSwitch) === true) return readOnSwitch(field);
  if (url.node !== undefined)
    return { kind: 'https', url: readUrl(url), ca: optional(child(field, 'ca'), readText) };
  if (names.node === undefined) return { kind: 'file' };
  return { kind: 'names', ...readNames(field) };
}

const readNames = (field: Field) => ({
  names: items(child(field, 'names')).map(readName),
  keep: optional(child(field, 'keep'), readDuration) ?? day,
});

/** Keys that a shell cannot follow, or that speak of a file beside the policy. */
const notOnSwitch = ['file', 'ca'] as const;

function readOnSwitch(field: Field): ListOrigin {
  const [url, names] = [child(field, 'url'), child(field, 'names')];
  for (const key of notOnSwitch) {
    const one = child(field, key);
    if (one.node !== undefined) wrong(one, 'not-on-switch');
  }
  if (names.node !== undefined) return { kind: 'switch-names', ...readNames(field) };
  if (url.node === undefined) wrong(child(field, 'on_switch'), 'switch-without-url');
  return { kind: 'switch', url: url.node === undefined ? '' : readUrl(url) };
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
  why:
    | 'two-origins'
    | 'ca-without-url'
    | 'keep-without-names'
    | 'not-https'
    | 'password'
    | 'not-a-name'
    | 'not-on-switch'
    | 'switch-without-url',
): void {
  fault(field, 'VG251', { path: pathText(field.path), why });
}

const formats = [
  'plain',
  'netset',
  'spamhaus',
  'ranges',
  'dshield',
  'p2p',
  'csv',
  'json',
  'delegated',
] as const;

/** The keys that mean something for one format only. */
const keysOf: Readonly<Record<(typeof formats)[number], readonly string[]>> = {
  plain: ['host_bits'],
  netset: ['host_bits'],
  spamhaus: ['host_bits'],
  ranges: ['host_bits'],
  dshield: [],
  p2p: [],
  csv: ['column', 'separator', 'where', 'host_bits'],
  json: ['path', 'host_bits'],
  delegated: ['countries'],
};

const special = ['column', 'separator', 'where', 'path', 'countries', 'host_bits'];

export function readListSpec(name: string, field: Field): ListSpec {
  const file = child(field, 'file');
  const origin = readOrigin(field);
  if (file.node === undefined && field.node?.kind === 'map' && !isOnSwitch(origin)) missing(field, 'file');
  return {
    name,
    file: isOnSwitch(origin) ? originText(origin) : readText(file),
    from: file.node?.span?.file.path,
    origin,
    form: readForm(field),
    every: optional(child(field, 'every'), readDuration),
    maxAge: optional(child(field, 'max_age'), readDuration),
    maxChange: optional(child(field, 'max_change'), readNumber),
    skip: optional(child(field, 'skip'), readNumber) ?? 0,
    min: optional(child(field, 'min'), readNumber),
    max: optional(child(field, 'max'), readNumber),
    path: field.path,
  };
}

function readForm(field: Field): ListForm {
  const format = readChoice(child(field, 'format'), formats);
  const named = child(field, 'names').node !== undefined;
  if (named && child(field, 'format').node !== undefined)
    fault(child(field, 'format'), 'VG251', {
      path: pathText(child(field, 'format').path),
      why: 'format-of-names',
    });
  for (const key of special) {
    const one = child(field, key);
    if (one.node !== undefined && !keysOf[format].includes(key))
      fault(one, 'VG250', {
        path: pathText(one.path),
        key,
        format,
        of: formats.filter((other) => keysOf[other].includes(key)),
      });
  }
  const hostBits: HostBits = readChoice(child(field, 'host_bits'), ['refuse', 'network']);
  switch (format) {
    case 'plain':
    case 'netset':
    case 'spamhaus':
    case 'ranges':
      return { kind: 'lines', hostBits };
    case 'dshield':
    case 'p2p':
      return { kind: format };
    case 'csv':
      return { kind: 'csv', ...readColumns(field), hostBits };
    case 'json':
      return { kind: 'json', keys: readKeys(child(field, 'path')), hostBits };
    case 'delegated':
      if (child(field, 'countries').node === undefined) missing(field, 'countries');
      return { kind: 'delegated', countries: items(child(field, 'countries')).map(readText) };
  }
}

const separators = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

function readColumns(field: Field) {
  const [column, where] = [child(field, 'column'), child(field, 'where')];
  const written = column.node?.kind === 'list' ? items(column) : [column];
  return {
    separator: separators[readChoice(child(field, 'separator'), ['comma', 'semicolon', 'tab', 'pipe'])],
    columns: column.node === undefined ? [1] : written.map(readNumber),
    where: optional(where, readWhere),
  };
}

function readWhere(field: Field): ColumnIs {
  return { column: readNumber(child(field, 'column')), is: items(child(field, 'is')).map(readText) };
}

/** `[]` and a dot in front are as people write paths elsewhere. */
function readKeys(field: Field): readonly string[] {
  return readText(field)
    .split('.')
    .map((key) => key.replace(/\[\]$/, ''))
    .filter((key) => key !== '');
}
