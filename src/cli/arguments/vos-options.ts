import type { Options } from 'yargs';
import type { RecordOptions } from '../vos-invocation.js';
import { policyFile } from './options.js';
import { usageError, type Values } from './values.js';

export const file = { file: { type: 'string', describe: policyFile } } as const;

export const dsnFile = {
  type: 'string',
  requiresArg: true,
  describe: 'A file of mode 600 with the DSN of the database (default: VOSGUARD_DSN in the environment)',
} as const satisfies Options;

export const json = { type: 'boolean', describe: 'Print it as JSON' } as const satisfies Options;

/** Where call records are read from, and of which time. */
export const recordOptions = {
  from: {
    type: 'string',
    requiresArg: true,
    describe: "A file of call records or a folder of them: CSV, or the softswitch's hourly files (|)",
  },
  columns: {
    type: 'string',
    requiresArg: true,
    describe: 'The columns of a file without headings: a list with commas, or a file such as cdr.column',
  },
  'dsn-file': dsnFile,
  since: {
    type: 'string',
    requiresArg: true,
    describe:
      'Only records from this day or time on, such as 2026-11-25; last: from where the last run has ended',
  },
  until: { type: 'string', requiresArg: true, describe: 'Only records up to this day or time' },
  days: {
    type: 'string',
    requiresArg: true,
    describe:
      'How many tables of a day to look at, the newest first, without --since and --until (default: 2)',
  },
} as const satisfies Readonly<Record<string, Options>>;

export const recordOptionsOf = (values: Values): RecordOptions => ({
  from: values.text('from'),
  columns: values.text('columns'),
  dsnFile: values.text('dsn-file'),
  since: values.text('since'),
  until: values.text('until'),
  days: countOf(values, 'days', 2),
});

export function countOf(values: Values, option: string, fallback: number): number {
  const text = values.text(option);
  if (text === undefined) return fallback;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw usageError(`--${option} takes a whole number, not ${text}`);
}
