import type { Options } from 'yargs';
import type { Command } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';
import { UsageError, type Values } from './values.js';

const file = { file: { type: 'string', describe: policyFile } } as const;

const dsnFile = {
  type: 'string',
  requiresArg: true,
  describe: 'A file of mode 600 with the DSN of the database (default: VOSGUARD_DSN in the environment)',
} as const satisfies Options;

const json = { type: 'boolean', describe: 'Print it as JSON' } as const satisfies Options;

const audit: Command = {
  usage: 'audit [file]',
  about: 'Compare what the switch holds with what the policy wants of it; changes nothing',
  positionals: file,
  options: {
    from: {
      type: 'string',
      requiresArg: true,
      describe: 'What the client mysql prints of vos3000-verify.sql, which compile writes',
    },
    'dsn-file': dsnFile,
    json,
    ...policyOptions,
  },
  examples: [
    ['$0 vos audit --from held.txt', 'the output of vos3000-verify.sql, without a connection'],
    ['$0 vos audit --dsn-file /root/.vosguard-dsn', 'exit status 1 where something differs'],
  ],
  read: (values) => ({
    kind: 'vos-audit',
    file: values.words[0],
    from: values.text('from'),
    dsnFile: values.text('dsn-file'),
    json: values.flag('json') === true,
    ...policyOptionsOf(values),
  }),
};

const set: Command = {
  usage: 'set [file]',
  about: "Write the policy's parameters into the switch's database, which its vendor does not support",
  positionals: file,
  options: {
    'i-know-it-is-unsupported': { type: 'boolean', describe: 'Without it nothing is written' },
    'dry-run': { type: 'boolean', describe: 'Print the SQL and write nothing' },
    save: {
      type: 'string',
      requiresArg: true,
      describe: 'A new file for the values that are replaced (default: vos3000-saved.json)',
    },
    'dsn-file': dsnFile,
    ...policyOptions,
  },
  examples: [['$0 vos set --dry-run', 'the SQL that it would run']],
  read: (values) => ({
    kind: 'vos-set',
    file: values.words[0],
    dsnFile: values.text('dsn-file'),
    understood: values.flag('i-know-it-is-unsupported') === true,
    dryRun: values.flag('dry-run') === true,
    save: values.text('save') ?? 'vos3000-saved.json',
    ...policyOptionsOf(values),
  }),
};

const restore: Command = {
  usage: 'restore <saved>',
  about: 'Bring back the values that vos set has replaced',
  positionals: { saved: { type: 'string', describe: 'The file that vos set has written' } },
  options: {
    'dsn-file': dsnFile,
    force: { type: 'boolean', describe: 'Also over values that somebody has changed since' },
  },
  examples: [['$0 vos restore vos3000-saved.json', 'as before the last vos set']],
  read: (values) => ({
    kind: 'vos-restore',
    saved: values.words[0] ?? '',
    dsnFile: values.text('dsn-file'),
    force: values.flag('force') === true,
  }),
};

const illegalCalls: Command = {
  usage: 'illegal-calls [file]',
  about: 'Group the calls that the switch did not authorise, and propose whom to block, as a patch',
  positionals: file,
  options: {
    from: { type: 'string', requiresArg: true, describe: 'A CSV export of the call records' },
    'dsn-file': dsnFile,
    days: { type: 'string', requiresArg: true, describe: 'Days before the newest to look at (default: 1)' },
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
    days: countOf(values, 'days', 1),
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
  throw new UsageError({ message: `--${option} takes a whole number, not ${text}`, unknown: undefined });
}

function wordsOf(values: Values, option: string, fallback: readonly string[]): readonly string[] {
  const words = values
    .text(option)
    ?.split(',')
    .map((word) => word.trim());
  if (words === undefined || words.every((word) => /^-?\d{1,9}$/.test(word))) return words ?? fallback;
  throw new UsageError({
    message: `--${option} takes whole numbers with commas between`,
    unknown: undefined,
  });
}

/** Those of `vos` that read or write the switch's own database. */
export const databaseCommands = { audit, set, restore, 'illegal-calls': illegalCalls } as const;
