import { applyOf, applyOptions, placeOf } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions } from './host-options.js';
import { root } from './plan-commands.js';
import { policyFile } from './policy-options.js';
import type { Values } from './values.js';

const { profile: _, plan: __, observe: ___, ...options } = applyOptions;

/** An apply by another name: planned, confirmed and taken back as one. */
const use: Command = {
  usage: 'use <name> [file]',
  about:
    'Apply a policy with this profile; when its time is over, what was in force before comes back by itself',
  positionals: {
    name: { type: 'string', describe: 'A profile of the policy' },
    file: { type: 'string', describe: policyFile },
  },
  options,
  examples: [
    ['$0 profile use attack', 'as long as its `expires` says'],
    ['$0 profile use attack --for 4h', 'from now on; a second use prolongs it'],
  ],
  read: (values) => applyOf(used(values)),
};

/** As `apply` sees it: the first word is the profile. */
function used(values: Values): Values {
  const [name, ...words] = values.words;
  return { ...values, words, text: (option) => (option === 'profile' ? name : values.text(option)) };
}

const status: Command = {
  usage: 'status',
  about: 'Which profile is in force, until when, and what comes back then',
  positionals: {},
  options: { root, ...hostOptions },
  examples: [['$0 profile status --host root@switch', 'over ssh']],
  read: (values) => ({ kind: 'profile', action: 'status', ...placeOf(values) }),
};

const off: Command = {
  usage: 'off',
  about: 'End the profile now: what was in force before it is applied, and asks for its confirmation',
  positionals: {},
  options: {
    yes: { type: 'boolean', describe: 'Confirm at once' },
    root,
    ...hostOptions,
  },
  examples: [['$0 profile off', 'waits 60 s for the confirmation from a new connection']],
  read: (values) => ({
    kind: 'profile',
    action: values.flag('yes') === true ? 'off --yes' : 'off',
    ...placeOf(values),
  }),
};

const done: Command = {
  usage: 'done',
  about: "Note that the switch's own settings are as before the profile: status stops reminding",
  positionals: {},
  options: { root, ...hostOptions },
  examples: [['$0 profile done', 'after vos3000-back.md was worked through']],
  read: (values) => ({ kind: 'profile', action: 'done', ...placeOf(values) }),
};

export const profile: CommandGroup = {
  usage: 'profile',
  about: 'Put a profile into force for a time, see when it ends, end it',
  commands: { use, status, off, done },
};
