import type { ColumnIs, HostBits, ListForm, ListSpec } from '../../policy/list-spec.js';
import { pathText } from '../../policy/path.js';
import { child, type Field, fault, items, missing, optional } from '../field.js';
import { readOrigin } from './list-origin.js';
import { readChoice, readNumber, readText } from './scalars.js';
import { readDuration } from './units.js';

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
  if (file.node === undefined && field.node?.kind === 'map') missing(field, 'file');
  return {
    name,
    file: readText(file),
    from: file.node?.span?.file.path,
    origin: readOrigin(field),
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
