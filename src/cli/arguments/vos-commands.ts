import { schemaVersions } from '../../vos3000/catalogue/schema-version.js';
import type { Command, CommandGroup } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';
import { oneOf, usageError } from './values.js';
import { databaseCommands } from './vos-database-commands.js';

const schema = {
  choices: schemaVersions,
  requiresArg: true,
  describe: 'Only what is known of this version of the switch',
} as const;

const json = { type: 'boolean', describe: 'Print it as JSON' } as const;

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
