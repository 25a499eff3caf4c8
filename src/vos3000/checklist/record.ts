import { parseJson } from '../../json/json.js';
/** What a person has seen with his own eyes. */
export interface Done {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly note: string;
}

/** By the id of the item. Ids that no item has any more are kept: they were true when they were written. */
export type ChecklistRecord = ReadonlyMap<string, Done>;

export type RecordReading =
  | { readonly kind: 'record'; readonly record: ChecklistRecord }
  | { readonly kind: 'fault'; readonly words: string };

/** Bytes; a file of our own has some dozen lines. */
export const mostRecordBytes = 2 ** 20;
export const mostNote = 500;

/** Reads what `recordText` writes. Anything else is refused whole: half a record would be written back as the whole. */
export function readRecord(text: string): RecordReading {
  const json = parseJson(text);
  if (json === undefined) return fault('it is no JSON');
  const { format, done } = asObject(json);
  if (format !== 1) return fault('its format is not 1');
  if (typeof done !== 'object' || done === null || Array.isArray(done)) return fault('it has no map "done"');
  const record = new Map<string, Done>();
  for (const [id, value] of Object.entries(done)) {
    const { day, note } = asObject(value);
    if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return fault(`"${id}" has no day`);
    if (typeof note !== 'string') return fault(`"${id}" has no note`);
    record.set(id, { day, note });
  }
  return { kind: 'record', record };
}

/** Sorted by id, so that two hands give the same bytes. */
export function recordText(record: ChecklistRecord): string {
  const sorted = [...record].sort(([a], [b]) => (a < b ? -1 : 1));
  const done = Object.fromEntries(sorted.map(([id, { day, note }]) => [id, { day, note }]));
  return `${JSON.stringify({ format: 1, done }, undefined, 2)}\n`;
}

const fault = (words: string): RecordReading => ({ kind: 'fault', words });

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
