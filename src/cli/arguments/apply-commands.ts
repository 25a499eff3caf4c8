import type { Options } from 'yargs';
import {
  type AfterApplyInvocation,
  type ApplyInvocation,
  type PlanOptions,
  planBackends,
} from '../invocation.js';
import type { Command } from './command.js';
import { hostOf, hostOptions, policyFile, policyOptions, policyOptionsOf, rootFor } from './options.js';
import { lastsOf, observeOf, oneLine, secondsOf, usageError, type Values } from './values.js';

const planPositionals = { file: { type: 'string', describe: policyFile } } as const;

export const root = {
  type: 'string',
  requiresArg: true,
  describe: 'Keep every file under this folder (images, tests); the rules go to the running kernel',
} as const satisfies Options;

const planOptions = {
  backend: {
    choices: planBackends,
    requiresArg: true,
    describe: 'Compare the rules of this backend (default: the one that stands on the host)',
  },
  against: {
    type: 'string',
    requiresArg: true,
    describe: 'Compare with the listing in this folder, without root',
  },
  save: {
    type: 'string',
    requiresArg: true,
    describe: 'Save the listing of this host in this folder, for --against',
  },
  json: { type: 'boolean', describe: 'Print the plan as JSON' },
  'exit-code': { type: 'boolean', describe: 'End with status 1 when there are differences' },
  output: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    describe: 'Write the plan as JSON into this file',
  },
  root,
  ...hostOptions,
  ...policyOptions,
} as const satisfies Record<string, Options>;

function planOptionsOf(values: Values): PlanOptions {
  const host = hostOf(values);
  if (host !== undefined && values.text('against') !== undefined)
    throw usageError('it is either --host or --against');
  return { host, ...ofPlan(values) };
}

const ofPlan = (values: Values): Omit<PlanOptions, 'host'> => ({
  file: values.words[0],
  backend: planBackends.find((backend) => backend === values.text('backend')),
  against: values.text('against'),
  root: values.text('root'),
  save: values.text('save'),
  json: values.flag('json') === true,
  exitCode: values.flag('exit-code') === true,
  output: values.text('output'),
  ...policyOptionsOf(values),
});

export const plan: Command = {
  usage: 'plan [file]',
  about: 'Show what loading a policy would change on this host; changes nothing',
  positionals: planPositionals,
  options: planOptions,
  examples: [
    ['$0 plan', 'what differs, rule by rule; needs root'],
    ['$0 plan --save before', 'the same, and the listing to keep'],
    ['$0 plan --host root@switch', 'the same for a host that needs no Node'],
    ['$0 plan --against before --json', 'compare with a saved listing'],
  ],
  read: (values) => ({ kind: 'plan', ...planOptionsOf(values) }),
};

/** What only a plan can do. */
const ofPlans = ['against', 'save', 'output'] as const;
const flagsOfPlans = ['exit-code'] as const;

/** Of each command that puts a policy into force. */
export const applyOptions = {
  confirm: {
    type: 'string',
    requiresArg: true,
    describe: 'How long to wait for the confirmation (default: 60s)',
  },
  observe: {
    type: 'string',
    requiresArg: true,
    describe:
      'First watch for so long: refuse nothing but the blocked, then report, and wait for confirm before anything is refused',
  },
  yes: {
    type: 'boolean',
    describe:
      'Confirm at once; with --host over a new connection, else it is not tested that the host can still be reached',
  },
  'no-persist': { type: 'boolean', describe: 'Write nothing that is read at boot' },
  'force-lockout': {
    type: 'boolean',
    describe: 'Apply also where your own ssh connection would have no rule',
  },
  'force-cut': {
    type: 'boolean',
    describe: 'Apply also where the default would cut what the host does now: VRRP, a tunnel, a cluster',
  },
  'force-others': {
    type: 'boolean',
    describe: 'Apply also where the rules of others refuse SIP that the policy lets in',
  },
  plan: {
    type: 'string',
    requiresArg: true,
    describe: 'Apply exactly this saved plan (plan -o); stop if the policy or the host has changed since',
  },
  known: {
    type: 'string',
    requiresArg: true,
    describe:
      'Treat these sources as registered: an address a line, optionally followed by a lifetime in seconds',
  },
  'known-flows': {
    type: 'boolean',
    describe: 'Also treat every source with an answered flow as registered (may include scanners)',
  },
  note: {
    type: 'string',
    requiresArg: true,
    describe: 'Why, in one line: status and rollback --list show it',
  },
  for: {
    type: 'string',
    requiresArg: true,
    describe: 'So long; then what was in force before comes back by itself (default: expires of the profile)',
  },
  'dry-run': { type: 'boolean', describe: 'Show what would change, as plan does, and change nothing' },
  ...planOptions,
  json: { type: 'boolean', describe: 'Print what is in force then as JSON; with --dry-run, the plan' },
  backend: { ...planOptions.backend, describe: 'Load this backend (default: what the host runs)' },
} as const satisfies Command['options'];

export const apply: Command = {
  usage: 'apply [file]',
  about: 'Put a policy into force on this host; without a confirmation, what stood before comes back',
  positionals: planPositionals,
  options: applyOptions,
  examples: [
    ['$0 apply', 'waits 60 s for the confirmation from a new connection'],
    ['$0 apply --observe 10m', 'the first apply: refuses nothing, learns, and reports before it asks'],
    ['$0 apply --dry-run', 'what it would change'],
    ['$0 apply --plan plan.json', 'just what plan -o plan.json has shown'],
    ['$0 apply --host root@switch', 'over ssh; there it needs a POSIX shell only'],
  ],
  read: applyOf,
};

export function applyOf(values: Values): ApplyInvocation {
  return {
    kind: 'apply',
    dryRun: isDryRun(values),
    confirm: secondsOf('confirm', values.text('confirm')),
    yes: values.flag('yes') === true,
    observe: observeOf(values),
    plan: values.text('plan'),
    noPersist: values.flag('no-persist') === true,
    forceLockout: values.flag('force-lockout') === true,
    forceCut: values.flag('force-cut') === true,
    forceOthers: values.flag('force-others') === true,
    known: values.text('known'),
    knownFlows: values.flag('known-flows') === true,
    note: noteOf(values),
    lasts: lastsOf(values),
    ...planOptionsOf(values),
    root: rootFor(hostOf(values), values.text('root')),
  };
}

/** install.sh takes 400 bytes. */
const noteOf = (values: Values): string | undefined => oneLine('note', values.text('note'));

function isDryRun(values: Values): boolean {
  if (values.flag('dry-run') === true) {
    if (values.text('plan') === undefined) return true;
    throw usageError('--plan goes without --dry-run');
  }
  if (values.text('plan') !== undefined && values.text('host') !== undefined)
    throw usageError('--plan goes without --host: a plan is applied where it was made');
  const option =
    ofPlans.find((name) => values.text(name) !== undefined) ??
    flagsOfPlans.find((name) => values.flag(name) === true);
  if (option === undefined) return false;
  throw usageError(`--${option} goes with --dry-run`);
}

export function placeOf(values: Values) {
  const host = hostOf(values);
  return { host, root: rootFor(host, values.text('root')) };
}

export const confirm: Command = {
  usage: 'confirm <code>',
  about: 'Keep what was applied; to be run over a new connection',
  positionals: { code: { type: 'string', describe: 'The code that apply has shown' } },
  options: { root, ...hostOptions },
  examples: [['$0 confirm 123456', 'within the time that apply waits']],
  read: (values) => ({ kind: 'confirm', code: values.words[0] ?? '', ...placeOf(values) }),
};

export const rollback: Command = {
  usage: 'rollback [number]',
  about: 'Put back what stood before the last apply, at any time, or before an earlier one',
  positionals: { number: { type: 'string', describe: 'An apply of the list (default: the last)' } },
  options: {
    list: { type: 'boolean', describe: 'Show which applies can be taken back; changes nothing' },
    json: { type: 'boolean', describe: 'The list as JSON' },
    root,
    ...hostOptions,
  },
  examples: [
    ['$0 rollback', 'also while an apply waits for its confirmation'],
    ['$0 rollback --list', 'each apply with its age, and what stood before it'],
    ['$0 rollback 3', 'back to what stood before apply 3'],
  ],
  read: readRollback,
};

function readRollback(values: Values): AfterApplyInvocation {
  const [word] = values.words;
  const list = values.flag('list') === true;
  if (list && word !== undefined) throw usageError('--list goes without a number');
  if (word !== undefined && !/^0*[1-9]\d{0,4}$/.test(word))
    throw usageError(`${word} is not the number of an apply`);
  const number = word === undefined ? undefined : Number(word);
  const json = values.flag('json') === true;
  if (json && !list) throw usageError('--json goes with --list');
  return { kind: 'rollback', list, json, number, ...placeOf(values) };
}

export const uninstall: Command = {
  usage: 'uninstall',
  about: 'Take away everything of vosguard from this host: rules, sets, files for the boot; nothing else',
  positionals: {},
  options: { root, ...hostOptions },
  examples: [['$0 uninstall', 'at once, without a confirmation: nobody is shut out by it']],
  read: (values) => ({ kind: 'uninstall', ...placeOf(values) }),
};

export const status: Command = {
  usage: 'status',
  about: 'Say whether what runs is what was applied, which rules refuse most, and who is banned',
  positionals: {},
  options: { root, ...hostOptions, json: { type: 'boolean', describe: 'As JSON' } },
  examples: [['$0 status', 'exit status 1 where something differs']],
  read: (values) => ({ kind: 'status', ...placeOf(values), json: values.flag('json') === true }),
};
