import { parseJson } from '../../json/json.js';
import { parameterNames } from '../catalogue/catalogue.js';
import type { HeldParameter } from '../held/held.js';
import type { PlannedWrites, Write } from './write.js';

/** What `vos set` has replaced, and where. */
export interface Saved {
  readonly database: string;
  readonly schema: string;
  readonly rows: readonly Write[];
}

export type SavedReading =
  | { readonly kind: 'saved'; readonly saved: Saved }
  | { readonly kind: 'fault'; readonly words: string };

const MOST_ROWS = 10_000;

export function savedText({ database, schema, rows }: Saved): string {
  const json = {
    ...{ format: 1, database, schema },
    rows: rows.map(({ id, name, moid, from, to }) => ({
      id,
      name,
      moid: moid ?? null,
      old: from ?? null,
      new: to ?? null,
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** Only rows of the catalogue are read back: the file decides what is written into a database. */
export function readSaved(text: string): SavedReading {
  const { format, database, schema, rows } = fieldsOf(parseJson(text));
  if (format !== 1 || typeof database !== 'string' || typeof schema !== 'string' || !Array.isArray(rows))
    return fault('it is no file of vos set');
  if (rows.length > MOST_ROWS) return fault('it has too many rows');
  const read = rows.map(rowOf);
  const wrong = read.indexOf(undefined);
  if (wrong !== -1) return fault(`its row ${wrong + 1} is none that vos set writes`);
  return { kind: 'saved', saved: { database, schema, rows: read.filter((row) => row !== undefined) } };
}

const fault = (words: string): SavedReading => ({ kind: 'fault', words });

function rowOf(value: unknown): Write | undefined {
  const { id, name, moid, old, new: next } = fieldsOf(value);
  if (!isWhole(id) || typeof name !== 'string' || !parameterNames.includes(name)) return undefined;
  if ((moid !== null && !isWhole(moid)) || !isValue(old) || !isValue(next)) return undefined;
  return { id, name, moid: moid ?? undefined, from: old ?? undefined, to: next ?? undefined };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const isValue = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && value.length <= 65_535);

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The rows to change so that each holds again what it held before `vos set`. With `force` over whatever it holds now. */
export function planRestore(saved: Saved, held: readonly HeldParameter[], force: boolean): PlannedWrites {
  const byId = new Map(held.map((row) => [row.id, row]));
  const planned = saved.rows.map((row) => planOne(row, byId.get(row.id), force));
  const refusals = planned.flatMap((one) => (typeof one === 'string' ? [one] : []));
  return {
    refusals,
    writes: refusals.length > 0 ? [] : planned.flatMap((one) => (typeof one === 'string' ? [] : one)),
  };
}

function planOne(
  { id, name, from: old, to: written }: Write,
  now: HeldParameter | undefined,
  force: boolean,
): readonly Write[] | string {
  if (now === undefined || now.name !== name)
    return `${name}: row ${id} is no longer there, or has another name`;
  if (now.value === old) return [];
  if (now.value !== written && !force)
    return `${name}: row ${id} holds ${now.value ?? 'NULL'}, which vos set has not written; --force overwrites it`;
  return [{ id, name, moid: now.moid, from: now.value, to: old }];
}
