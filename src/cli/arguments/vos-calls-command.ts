import type { Command } from './command.js';
import { policyOptions, policyOptionsOf } from './policy-options.js';
import { usageError, type Values } from './values.js';
import { dsnFile, file, json } from './vos-database-options.js';

export const illegalCalls: Command = {
  usage: 'illegal-calls [file]',
  about: 'Group the calls that the switch did not authorise, and propose whom to block, as a patch',
  positionals: file,
  options: {
    from: { type: 'string', requiresArg: true, describe: 'A CSV export of the call records' },
    'dsn-file': dsnFile,
    days: {
      type: 'string',
      requiresArg: true,
      describe: 'How many tables of a day to look at, the newest first (default: 2)',
    },
    cause: {
      type: 'string',
      requiresArg: true,
      describe: 'Values of endreason that mean it, with commas between (default: -9)',
    },
    'billing-mode': {
      type: 'string',
      requiresArg: true,
      describe: 'Values of billingmode that mean it, too, with commas between',
    },
    'at-least': {
      type: 'string',
      requiresArg: true,
      describe: 'Attempts from which on a source is proposed (default: 3)',
    },
    json,
    patch: { type: 'boolean', describe: 'Print the patch alone, for git apply or patch -p1' },
    ...policyOptions,
  },
  examples: [
    ['$0 vos illegal-calls --from cdr.csv', 'who tried what, and whom to block'],
    ['$0 vos illegal-calls --patch | patch -p1', 'the same from the database, put into the policy'],
  ],
  read: (values) => ({
    kind: 'vos-illegal-calls',
    file: values.words[0],
    from: values.text('from'),
    dsnFile: values.text('dsn-file'),
    days: countOf(values, 'days', 2),
    causes: wordsOf(values, 'cause', ['-9']),
    billingModes: wordsOf(values, 'billing-mode', []),
    atLeast: Math.max(1, countOf(values, 'at-least', 3)),
    json: values.flag('json') === true,
    patch: values.flag('patch') === true,
    ...policyOptionsOf(values),
  }),
};

function countOf(values: Values, option: string, fallback: number): number {
  const text = values.text(option);
  if (text === undefined) return fallback;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw usageError(`--${option} takes a whole number, not ${text}`);
}

function wordsOf(values: Values, option: string, fallback: readonly string[]): readonly string[] {
  const words = values
    .text(option)
    ?.split(',')
    .map((word) => word.trim());
  if (words === undefined || words.every((word) => /^-?\d{1,9}$/.test(word))) return words ?? fallback;
  throw usageError(`--${option} takes whole numbers with commas between`);
}
