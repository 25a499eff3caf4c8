import type { Command } from './command.js';
import { policyOptions, policyOptionsOf } from './policy-options.js';
import { advise } from './vos-advise-command.js';
import { illegalCalls } from './vos-calls-command.js';
import { dsnFile, file, json } from './vos-database-options.js';

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
    'allow-unknown': {
      type: 'boolean',
      describe: 'End with 0 also where the switch does not tell something that the policy wants',
    },
    json,
    ...policyOptions,
  },
  examples: [
    ['$0 vos audit --from held.txt', 'the output of vos3000-verify.sql, without a connection'],
    ['$0 vos audit --dsn-file /root/.vosguard-dsn', 'exit status 1 where something differs, or is not told'],
  ],
  read: (values) => ({
    kind: 'vos-audit',
    file: values.words[0],
    allowUnknown: values.flag('allow-unknown') === true,
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

/** Those of `vos` that read or write the switch's own database. */
export const databaseCommands = { audit, set, restore, 'illegal-calls': illegalCalls, advise } as const;
