import { schemaVersions } from '../../vos3000/catalogue/schema-version.js';
import type { Command, CommandGroup } from './command.js';
import { oneOf } from './values.js';
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

export const vos: CommandGroup = {
  usage: 'vos',
  about: 'The switch itself, VOS3000: what is known of its parameters',
  commands: { list, show, ...databaseCommands },
};
