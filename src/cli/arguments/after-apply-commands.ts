import { applyOf, applyOptions, placeOf, root } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions, policyFile } from './options.js';
import {
  added,
  addressesOf,
  byHand,
  json,
  jsonWord,
  removed,
  sourcesToAdd,
  sourcesToRemove,
} from './source-words.js';
import { lastsOf, limitOf, oneOf, type Values } from './values.js';

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
  options: { json, root, ...hostOptions },
  examples: [['$0 profile status --host root@switch', 'over ssh']],
  read: (values) => ({
    kind: 'profile',
    action: 'status',
    json: values.flag('json') === true,
    ...placeOf(values),
  }),
};

const off: Command = {
  usage: 'off',
  about: 'End the profile now: what was in force before it is applied, and asks for its confirmation',
  positionals: {},
  options: {
    yes: { type: 'boolean', describe: 'Confirm at once' },
    json,
    root,
    ...hostOptions,
  },
  examples: [['$0 profile off', 'waits 60 s for the confirmation from a new connection']],
  read: (values) => ({
    kind: 'profile',
    action: 'off',
    yes: values.flag('yes') === true,
    json: values.flag('json') === true,
    ...placeOf(values),
  }),
};

const done: Command = {
  usage: 'done',
  about: "Note that the switch's own settings are as before the profile: status stops reminding",
  positionals: {},
  options: { json, root, ...hostOptions },
  examples: [['$0 profile done', 'after vos3000-back.md was worked through']],
  read: (values) => ({
    kind: 'profile',
    action: 'done',
    json: values.flag('json') === true,
    ...placeOf(values),
  }),
};

export const profile: CommandGroup = {
  usage: 'profile',
  about: 'Put a profile into force for a time, see when it ends, end it',
  commands: { use, status, off, done },
};

const knownFormats = ['plain', 'json', 'nft', 'ipset'] as const;
const place = { root, ...hostOptions };

export const why: Command = {
  usage: 'why <address> [file]',
  about:
    'Tell why a source is served or not: what the running kernel holds of it, what its next packets meet, and what would let it in',
  positionals: {
    address: { type: 'string', describe: 'An IPv4 or IPv6 address' },
    file: {
      type: 'string',
      describe: 'The policy that is applied there, to play the next packets by its rules',
    },
  },
  options: { json, ...place },
  examples: [['$0 why 198.51.100.7 --host root@switch', 'a customer who cannot register']],
  read: (values) => {
    const [address = '', file] = values.words;
    const asked = addressesOf([address])[0] ?? '';
    return { kind: 'why', address: asked, file, json: values.flag('json') === true, ...placeOf(values) };
  },
};

export const metrics: Command = {
  usage: 'metrics',
  about: 'Print numbers for Prometheus: refused packets by rule, sets, conntrack, profile, what is gone',
  positionals: {},
  options: { json, ...place },
  examples: [['$0 metrics', 'for the textfile collector of the node exporter']],
  read: (values) => ({ kind: 'metrics', json: values.flag('json') === true, ...placeOf(values) }),
};

const list: Command = {
  usage: 'list',
  about: 'List the known sources, the longest first',
  positionals: {},
  options: {
    limit: { type: 'string', requiresArg: true, describe: 'At most so many (default: 50)' },
    json,
    ...place,
  },
  examples: [['$0 known list', 'and how long each stays known']],
  read: (values) => {
    const most = limitOf(values);
    const words = [...(most === undefined ? [] : ['--limit', String(most)]), ...jsonWord(values)];
    return byHand(['known', 'list', ...words], values);
  },
};

const add: Command = {
  usage: 'add <address..>',
  about: 'Make sources known: they are served within the limits of known sources, and a ban of theirs ends',
  positionals: sourcesToAdd,
  options: {
    for: {
      type: 'string',
      requiresArg: true,
      describe: 'For how long, such as 2h (default: 1h)',
    },
    json,
    ...place,
  },
  examples: [
    ['$0 known add 198.51.100.7 --for 1h', 'until its phone has registered again'],
    ['$0 known add - < customers', 'an address a line, all in one step'],
  ],
  read: (values) => {
    const seconds = lastsOf(values);
    const time = seconds === undefined ? [] : ['--for', String(seconds)];
    return byHand(['known', 'add', ...added(values), ...time, ...jsonWord(values)], values);
  },
};

const remove: Command = {
  usage: 'remove [address..]',
  about: 'Make sources strangers again',
  positionals: sourcesToRemove,
  options: { all: { type: 'boolean', describe: 'Every known source' }, json, ...place },
  examples: [['$0 known remove 198.51.100.7', 'it becomes known again by its next registration']],
  read: (values) => byHand(['known', 'remove', ...removed('known', values), ...jsonWord(values)], values),
};

const exported: Command = {
  usage: 'export',
  about: 'Print the known sources, for apply --known or a firewall',
  positionals: {},
  options: {
    format: {
      choices: knownFormats,
      requiresArg: true,
      describe: 'plain addresses, json, or commands for nft or ipset (default: plain)',
    },
    ...place,
  },
  examples: [['$0 known export > known.txt', 'for apply --known on another switch']],
  read: (values) =>
    byHand(['known', 'export', '--format', oneOf(knownFormats, values.text('format'), 'plain')], values),
};

export const knownSources: CommandGroup = {
  usage: 'known',
  about: 'List, add, remove or export the sources that the switch has accepted',
  commands: { list, add, remove, export: exported },
};
