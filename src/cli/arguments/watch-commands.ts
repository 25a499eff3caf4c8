import type { AfterApplyInvocation } from '../invocation.js';
import { placeOf, root } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions } from './options.js';
import { byHand, json, jsonWord } from './source-words.js';
import { secondsOf, usageError, type Values } from './values.js';

const LONGEST = 3600;

export const watch: Command = {
  usage: 'watch',
  about: 'See what comes in, what is refused and how full everything is, and whether it is an attack',
  positionals: {},
  options: {
    once: {
      type: 'boolean',
      describe: 'One look. Exit status: 0 normal, 1 suspicious, 5 attack',
    },
    json: { type: 'boolean', describe: 'As JSON' },
    every: { type: 'string', requiresArg: true, describe: 'Seconds between two looks (default: 2)' },
    tell: {
      type: 'boolean',
      describe: 'Keep what was seen, and run the hooks: for cron, or a unit with --every',
    },
    'record-baseline': {
      type: 'boolean',
      describe: 'Note how many sources are registered at this hour of the week; from cron, once an hour',
    },
    root,
    ...hostOptions,
  },
  examples: [
    ['$0 watch --host root@switch', 'a live view, until Ctrl-C'],
    ['$0 watch --once --json', 'for scripts'],
  ],
  read: readWatch,
};

const kinds = ['once', 'tell', 'record-baseline'] as const;

function readWatch(values: Values): AfterApplyInvocation {
  const chosen = kinds.filter((kind) => values.flag(kind) === true);
  if (chosen.length > 1) throw usageError(`--${chosen[0]} goes without --${chosen[1]}`);
  const every = secondsOf('every', values.text('every'));
  const [kind] = chosen;
  if (every !== undefined && (kind === 'once' || kind === 'record-baseline'))
    throw usageError(`--every goes without --${kind}`);
  if (every !== undefined && (every < 1 || every > LONGEST))
    throw usageError('--every takes a time between a second and an hour, such as 5s');
  const words = [
    ...(kind === undefined ? [] : [`--${kind}`]),
    ...(every === undefined ? [] : ['--every', String(every)]),
    ...(values.flag('json') === true ? ['--json'] : []),
  ];
  return byHand(['watch', ...words], values);
}

export const review: Command = {
  usage: 'review [file]',
  about:
    'Print the monthly review as a page: what was refused and banned, who met a limit, what to look into',
  positionals: { file: { type: 'string', describe: 'The policy of the host (default: policy.yaml)' } },
  options: {
    html: { type: 'boolean', describe: 'As HTML; else as Markdown' },
    json: { type: 'boolean', describe: 'As JSON' },
    root,
    ...hostOptions,
  },
  examples: [['$0 review --host root@switch > review-2026-11.md', 'to be kept beside the policy']],
  read: (values) => {
    const [html, asJson] = [values.flag('html') === true, values.flag('json') === true];
    if (html && asJson) throw usageError('--html goes without --json');
    return { kind: 'review', file: values.words[0], html, json: asJson, ...placeOf(values) };
  },
};

const test: Command = {
  usage: 'test',
  about: 'Run each hook of /etc/vosguard/hooks.yaml once, with an event of its own',
  positionals: {},
  options: { json, root, ...hostOptions },
  examples: [['$0 hooks test --host root@switch', 'exit status 1 where one has failed']],
  read: (values) => byHand(['hooks', 'test', ...jsonWord(values)], values),
};

export const hooks: CommandGroup = {
  usage: 'hooks',
  about: 'Programs and addresses that are told of an attack',
  commands: { test },
};
