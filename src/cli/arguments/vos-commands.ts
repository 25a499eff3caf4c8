import { schemaVersions } from '../../vos3000/catalogue/schema-version.js';
import type { Command, CommandGroup } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './options.js';
import { oneOf, usageError, type Values } from './values.js';
import { countOf, dsnFile, file, json, recordOptions, recordOptionsOf } from './vos-options.js';

const illegalCalls: Command = {
  usage: 'illegal-calls [file]',
  about: 'Group the calls that the switch did not authorise, and propose sources to block, as a patch',
  positionals: file,
  options: {
    ...recordOptions,
    cause: {
      type: 'string',
      requiresArg: true,
      describe: 'Values of endreason that mean it, numbers or words, with commas between (default: -9)',
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
    'of-network': {
      type: 'string',
      requiresArg: true,
      describe: 'Proposed sources of one /24 or /48 from which on the network is proposed (default: 5)',
    },
    networks: { type: 'boolean', describe: 'Put such networks into the patch, in place of their sources' },
    json,
    patch: { type: 'boolean', describe: 'Print the patch alone, for git apply or patch -p1' },
    ...policyOptions,
  },
  examples: [
    ['$0 vos illegal-calls --from cdr --since last', "what is new in the softswitch's hourly files"],
    ['$0 vos illegal-calls --patch | patch -p1', 'the same from the database, put into the policy'],
  ],
  read: (values) => ({
    kind: 'vos-illegal-calls',
    file: values.words[0],
    ...recordOptionsOf(values),
    causes: wordsOf(values, 'cause', ['-9']),
    billingModes: wordsOf(values, 'billing-mode', []),
    atLeast: Math.max(1, countOf(values, 'at-least', 3)),
    ofNetwork: Math.max(2, countOf(values, 'of-network', 5)),
    networks: values.flag('networks') === true,
    json: values.flag('json') === true,
    patch: values.flag('patch') === true,
    ...policyOptionsOf(values),
  }),
};

/** Compared in small letters: the client exports words for numbers. */
function wordsOf(values: Values, option: string, fallback: readonly string[]): readonly string[] {
  const words = values
    .text(option)
    ?.split(',')
    .map((word) => word.trim().toLowerCase());
  if (words === undefined) return fallback;
  if (words.every((word) => word !== '' && word.length <= 100)) return words;
  throw usageError(`--${option} takes numbers or words with commas between`);
}

const advise: Command = {
  usage: 'advise [file]',
  about: 'Put the limits of gateways beside what the call records show each really used, as a worksheet',
  positionals: file,
  options: {
    ...recordOptions,
    html: { type: 'boolean', describe: 'Print it as a page of HTML' },
    json,
    ...policyOptions,
  },
  examples: [
    ['$0 vos advise --from cdr --since 2026-11-01 > advise.md', "from the softswitch's hourly files"],
    ['$0 vos advise --days 7 --json', 'a week of the database, with the normal hours, for programs'],
  ],
  read: (values) => ({
    kind: 'vos-advise',
    file: values.words[0],
    ...recordOptionsOf(values),
    html: values.flag('html') === true,
    json: values.flag('json') === true,
    ...policyOptionsOf(values),
  }),
};

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
const databaseCommands = { audit, set, restore, 'illegal-calls': illegalCalls, advise } as const;

const schema = {
  choices: schemaVersions,
  requiresArg: true,
  describe: 'Only what is known of this version of the switch',
} as const;

const list: Command = {
  usage: 'list',
  about: 'List the parameters of the switch and the settings of its gateways that are known',
  positionals: {},
  options: { schema, json },
  examples: [['$0 vos list --schema 2.1.4.0', 'by the names of that version']],
  read: (values) => ({
    kind: 'vos-list',
    schema: oneOf([...schemaVersions, undefined], values.text('schema'), undefined),
    json: values.flag('json') === true,
  }),
};

const show: Command = {
  usage: 'show <name>',
  about: 'Tell what is known of one of them: names, range, default, advice, each with its source',
  positionals: { name: { type: 'string', describe: 'A name of any version, such as SS_REPLYUNAUTHORIZED' } },
  options: { json },
  examples: [
    ['$0 vos show SS_ENDPOINTREGISTERSUSPEND', 'a time in one version, a switch in another'],
    ['$0 vos show cps', 'a setting of mapping gateways, with the tiers'],
  ],
  read: (values) => ({
    kind: 'vos-show',
    name: values.words[0] ?? '',
    json: values.flag('json') === true,
  }),
};

const checklist: Command = {
  usage: 'checklist [file]',
  about: "Tell which items of the guides' lists are held and verified, and note what you have seen",
  positionals: { file: { type: 'string', describe: policyFile } },
  options: {
    from: {
      type: 'string',
      requiresArg: true,
      describe: 'Verify by this output of vos3000-verify.sql what it shows',
    },
    done: { type: 'string', requiresArg: true, describe: 'An item that you have seen, such as retry' },
    note: { type: 'string', requiresArg: true, describe: 'What you have seen; goes with --done' },
    json,
    ...policyOptions,
  },
  examples: [
    ['$0 vos checklist', 'exit status 1 while something is open or due'],
    ['$0 vos checklist --done saved --note "rebooted, rules were there"', 'kept beside the policy'],
  ],
  read: (values) => ({
    kind: 'vos-checklist',
    file: values.words[0],
    from: values.text('from'),
    done: doneOf(values.text('done'), values.text('note')),
    json: values.flag('json') === true,
    ...policyOptionsOf(values),
  }),
};

function doneOf(item: string | undefined, note: string | undefined) {
  if (item === undefined && note === undefined) return undefined;
  if (item !== undefined && note !== undefined) return { item, note };
  const message = item === undefined ? '--note goes with --done' : '--done needs --note, what you have seen';
  throw usageError(message);
}

export const vos: CommandGroup = {
  usage: 'vos',
  about: 'The switch itself, VOS3000: its parameters, what it holds, what is to do',
  commands: { list, show, checklist, ...databaseCommands },
};
