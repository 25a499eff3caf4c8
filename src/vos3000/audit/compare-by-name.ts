import { databaseText } from '../catalogue/value.js';
import type { Range, Value } from '../catalogue/value-kind.js';
import type { Held, HeldParameter } from '../held/held.js';
import { notAsked } from '../held/read-held.js';
import type { NotWanted } from '../wanted.js';
import type { Item } from './audit.js';
import { memoRange } from './memo-range.js';

/** A parameter of which nothing is known but what the policy and the row say: its text, and the range in the row's memo. */
export function compareByName({ written, value, path }: NotWanted, held: Held): readonly Item[] {
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
      ...compare(row, value),
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

function compare(
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
