import { CsvError, parse } from 'csv-parse/sync';
import type { CallRecords, Clock, Marks, ReadCalls } from './call-record.js';
import { columns, type Places, placesIn } from './columns.js';
import { readTime } from './read-time.js';

export type CsvReading =
  | { readonly kind: 'calls'; readonly calls: ReadCalls }
  | { readonly kind: 'fault'; readonly words: string };

/** Bytes of one record: quotes that are never closed would else swallow the file. */
const LONGEST_RECORD = 65_536;

/** An export of call records with a line of headings: RFC 4180, with commas, semicolons or tabs. */
export function readCsv(text: string, marks: Marks): CsvReading {
  const delimiter = delimiterOf(text.slice(0, Math.max(0, text.search(/[\r\n]/))));
  const collector = collect(marks);
  let places: Places | undefined;
  let missing: string | undefined;
  try {
    parse(text, {
      ...{
        delimiter,
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        trim: true,
      },
      max_record_size: LONGEST_RECORD,
      on_record: (record: readonly string[]) => {
        if (places !== undefined) collector.add(record, places);
        else {
          places = placesIn(record);
          missing = missingIn(places);
        }
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { kind: 'fault', words: `it is no CSV (${error.code})` };
  }
  if (places === undefined) return { kind: 'fault', words: 'it is empty' };
  if (missing !== undefined) return { kind: 'fault', words: missing };
  return { kind: 'calls', calls: collector.calls() };
}

function delimiterOf(header: string): string {
  const counts = [',', ';', '\t'].map((one) => [header.split(one).length, one] as const);
  return counts.toSorted(([a], [b]) => b - a)[0]?.[1] ?? ',';
}

function missingIn({ source, cause, billingMode }: Places): string | undefined {
  if (source === undefined)
    return `its first line names no column for the source (${columns.source.join(', ')})`;
  if (cause !== undefined || billingMode !== undefined) return undefined;
  return `its first line names neither a cause (${columns.cause.join(', ')}) nor a billing mode (${columns.billingMode.join(', ')})`;
}

function collect({ causes, billingModes }: Marks) {
  const records: CallRecords[] = [];
  const counted = { causes: new Map<string, number>(), billingModes: new Map<string, number>() };
  let total = 0;
  let clock: Clock = 'UTC';
  return {
    add: (record: readonly string[], places: Places): void => {
      const cell = (place: number | undefined) => (place === undefined ? '' : (record[place] ?? ''));
      const [cause, billingMode] = [cell(places.cause), cell(places.billingMode)];
      total++;
      count(counted.causes, cause);
      count(counted.billingModes, billingMode);
      if (!causes.includes(cause) && !billingModes.includes(billingMode)) return;
      const time = readTime(cell(places.time));
      if (time?.clock === 'written') clock = 'written';
      const at = time?.text;
      records.push({
        source: cell(places.source),
        number: cell(places.number),
        cause,
        billingMode,
        first: at,
        last: at,
        count: 1,
      });
    },
    calls: (): ReadCalls => ({ records, total, ...counted, clock, gateways: [], notes: [] }),
  };
}

/** A column of the wrong kind would have a value of its own in each record. */
const MOST_VALUES = 1000;

function count(counts: Map<string, number>, key: string): void {
  if (key === '' || (counts.size >= MOST_VALUES && !counts.has(key))) return;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
