import type { Vos3000 } from '../../policy/vos3000.js';
import { type Found, meaningsOf } from '../catalogue/catalogue.js';
import type { Range, Value } from '../catalogue/parameter.js';
import { readingsOf, readingsText, type SchemaChoice } from '../catalogue/schema-version.js';
import { databaseText, isAllowed, readValue, valueText } from '../catalogue/value.js';
import type { Held, HeldParameter } from '../held/held.js';
import { notAsked } from '../held/read-held.js';
import { type NotWanted, type Wanted, wantedParameters } from '../wanted.js';
import type { Item } from './audit.js';

/**
 * The range that a row of `e_moconfig` states itself: the last word of its memo, `60-3600` of `ID_CLIENT_STRING1371 60-3600`.
 * Some rows of 2.1.4.0 have fractions (`0.0-10000000`) or two dashes (`0--23`, hours of a day). `undefined` where there is none, or
 * nothing that could be one, such as a list of words in brackets.
 */
export function memoRange(memo: string | undefined): Range | undefined {
  const [, least, most] =
    /(?:^|\s)(\d{1,15}(?:\.\d{1,6})?)--?(\d{1,15}(?:\.\d{1,6})?)\s*$/.exec(memo ?? '') ?? [];
  const range = { least: Number(least), most: Number(most) };
  return least !== undefined && range.least <= range.most ? range : undefined;
}

/** A parameter of which nothing is known but what the policy and the row say: its text, and the range in the row's memo. */
function compareByName({ written, value, path }: NotWanted, held: Held): readonly Item[] {
  const rows = held.parameters.rows.filter(({ name }) => name === written);
  const item = {
    kind: 'parameter',
    what: written,
    path,
    wanted: shown(value),
    text: databaseText(value),
    moid: undefined,
    held: undefined,
    range: undefined,
    row: undefined,
  } as const;
  if (rows.length > 0)
    return rows.map((row) => ({
      ...item,
      ...compareNamed(row, value),
      row,
      moid: rows.length > 1 ? row.moid : undefined,
    }));
  const { untold } = held.parameters;
  const why = untold ?? (held.asked !== undefined && !held.asked.has(written) ? notAsked : undefined);
  return [
    why === undefined
      ? { ...item, verdict: 'missing', remark: 'no row has that name, and the catalogue does not know it' }
      : { ...item, verdict: 'unknown', remark: why },
  ];
}

const shown = (value: Value): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : value === '' ? 'empty' : String(value);

function compareNamed(
  { value: held, memo }: HeldParameter,
  wanted: Value,
): Pick<Item, 'verdict' | 'held' | 'range' | 'remark'> {
  const range = memoRange(memo);
  const both = { held: held === '' ? 'empty' : held, range };
  if (held === undefined) return { ...both, verdict: 'unreadable', remark: 'the row holds NULL' };
  const number = numberIn(databaseText(wanted));
  const same = number === undefined ? held.trim() === databaseText(wanted).trim() : numberIn(held) === number;
  // A value outside the range may have a meaning of its own, as 2147483647 has for limits: the switch holds some itself.
  if (same) return { ...both, verdict: 'same', remark: undefined };
  if (range !== undefined && (number === undefined || !isWithin(number, range)))
    return { ...both, verdict: 'impossible', remark: 'what is wanted is outside the range of the row' };
  return { ...both, verdict: 'differs', remark: undefined };
}

const numberIn = (text: string): number | undefined =>
  /^-?\d{1,15}(\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;

const isWithin = (number: number, { least, most }: Range): boolean => number >= least && number <= most;

/** A row and what its name means in the version of the database. */
interface Read extends Found {
  readonly row: HeldParameter;
}

/** Each parameter of the policy against each row that it has: several switches have several. */
export function compareParameters(vos3000: Vos3000, held: Held, schema: SchemaChoice): readonly Item[] {
  const byId = new Map<string, Read[]>();
  for (const row of held.parameters.rows) {
    const found = meaningOf(row, schema);
    if (found === undefined) continue;
    const others = byId.get(found.parameter.id);
    if (others === undefined) byId.set(found.parameter.id, [{ ...found, row }]);
    else others.push({ ...found, row });
  }
  const { wanted, notWanted } = wantedParameters(vos3000);
  return [
    ...wanted.flatMap((one) => {
      const reads = byId.get(one.parameter.id) ?? [];
      return reads.length === 0
        ? [without(one, schema, held)]
        : reads.map((read) => compare(one, read, reads));
    }),
    ...notWanted.flatMap((one) => notUnderstood(one, held)),
  ];
}

/**
 * What a row is. The very spelling that newer versions store is not published, and one name changes its meaning between two of
 * them: of several meanings the first that the value can have is taken.
 */
function meaningOf({ name, value }: HeldParameter, schema: SchemaChoice): Found | undefined {
  const meanings = meaningsOf(name, schema);
  const fits = ({ inVersion }: Found) => {
    const read = value === undefined ? undefined : readValue(inVersion.kind, value);
    return read?.kind === 'value' && isAllowed(inVersion, read.value, inVersion.range?.value);
  };
  return meanings.find(fits) ?? meanings[0];
}

const empty = {
  kind: 'parameter',
  moid: undefined,
  held: undefined,
  range: undefined,
  remark: undefined,
  row: undefined,
  text: undefined,
} as const;

function without(wanted: Wanted, schema: SchemaChoice, { parameters, asked }: Held): Item {
  const { written, parameter, inVersion, path, value } = wanted;
  const names = readingsOf(schema).flatMap(
    (one) => parameter.versions[one]?.names.map(({ text }) => text) ?? [],
  );
  const item = { ...empty, what: written, path, wanted: valueText(inVersion.kind, value) };
  if (parameters.untold !== undefined) return { ...item, verdict: 'unknown', remark: parameters.untold };
  if (asked !== undefined && !names.some((name) => asked.has(name)) && names.length > 0)
    return { ...item, verdict: 'unknown', remark: notAsked };
  return names.length === 0
    ? { ...item, verdict: 'impossible', remark: `nothing like it is known in ${readingsText(schema)}` }
    : { ...item, verdict: 'missing', remark: `looked for ${[...new Set(names)].join(', ')}` };
}

function notUnderstood(one: NotWanted, held: Held): readonly Item[] {
  const { written, path, why } = one;
  const item = { ...empty, what: written, path, wanted: undefined, verdict: 'impossible' } as const;
  switch (why.kind) {
    case 'value':
      return [{ ...item, remark: `the policy should say ${why.wanted}` }];
    case 'secret':
      return [{ ...item, remark: 'by its name it keeps a secret, so it is not asked for' }];
    case 'not in this version':
    case 'unknown':
      return compareByName(one, held);
  }
}

function compare(wanted: Wanted, read: Read, all: readonly Read[]): Item {
  const { row, inVersion } = read;
  // Where the row states none, the catalogue's: what another installation of the version states.
  const range = memoRange(row.memo) ?? inVersion.range?.value;
  const held = row.value === undefined ? undefined : readValue(inVersion.kind, row.value);
  const text = held?.kind === 'value' ? valueText(inVersion.kind, held.value) : row.value;
  const item = {
    ...{ kind: 'parameter' as const, what: row.name, row, range, path: wanted.path },
    moid: all.filter(({ row: { name } }) => name === row.name).length > 1 ? row.moid : undefined,
    held: text,
    wanted: valueText(wanted.inVersion.kind, wanted.value),
    text: databaseText(wanted.value),
  };
  if (wanted.inVersion.kind.kind !== inVersion.kind.kind)
    return {
      ...item,
      verdict: 'impossible',
      remark: `in this version it is ${kindWords[inVersion.kind.kind]}`,
    };
  if (!isAllowed(inVersion, wanted.value, range))
    return { ...item, verdict: 'impossible', remark: 'what is wanted is outside the range' };
  if (held?.kind !== 'value') {
    const form = held === undefined ? 'the row holds NULL' : `the row should hold ${held.wanted}`;
    return { ...item, verdict: 'unreadable', remark: form };
  }
  const same = held.value === wanted.value;
  const outside = isAllowed(inVersion, held.value, range) ? undefined : 'what it holds is outside the range';
  return { ...item, verdict: same ? 'same' : 'differs', remark: same ? outside : (outside ?? fixed(row)) };
}

const fixed = ({ editable }: HeldParameter) =>
  editable === false ? 'the client does not let it be edited' : undefined;

const kindWords = { switch: 'a switch', number: 'a number', text: 'a text' } as const;
