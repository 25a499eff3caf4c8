import type { Command, CommandGroup } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';

const file = { file: { type: 'string', describe: policyFile } } as const;

const refresh: Command = {
  usage: 'refresh [file]',
  about: 'Fetch the lists of a policy that have a url or names into their files; a bad list keeps what stood',
  positionals: file,
  options: {
    only: { type: 'string', requiresArg: true, describe: 'This list alone' },
    accept: {
      type: 'string',
      requiresArg: true,
      describe: 'Take this list, however much of it has changed',
    },
    due: { type: 'boolean', describe: 'Only lists whose time has come, for a timer' },
    ...policyOptions,
  },
  examples: [
    ['$0 lists refresh && $0 apply --yes', 'from a timer: apply compiles what has been fetched'],
    ['$0 lists refresh --accept drop', 'half of it is gone, and that is right'],
  ],
  read: (values) => ({
    kind: 'lists-refresh',
    file: values.words[0],
    only: values.text('only'),
    accept: values.text('accept'),
    due: values.flag('due') === true,
    ...policyOptionsOf(values),
  }),
};

const status: Command = {
  usage: 'status [file]',
  about: 'How old the fetched lists of a policy are, and why the last refresh kept what stood',
  positionals: file,
  options: { json: { type: 'boolean', describe: 'As JSON' }, ...policyOptions },
  examples: [['$0 lists status', 'exit status 1 where a list is not as it should be']],
  read: (values) => ({
    kind: 'lists-status',
    file: values.words[0],
    json: values.flag('json') === true,
    ...policyOptionsOf(values),
  }),
};

export const lists: CommandGroup = {
  usage: 'lists',
  about: 'Fetch the lists that a policy names, and tell how old they are',
  commands: { refresh, status },
};
