import type { Options } from 'yargs';
import type { Command } from './command.js';
import { planOptions, planOptionsOf, planPositionals } from './plan-commands.js';
import { secondsOf } from './seconds.js';
import { UsageError, type Values } from './values.js';

export const root = {
  type: 'string',
  requiresArg: true,
  describe: 'Keep every file under this folder (images, tests); the rules go to the running kernel',
} as const satisfies Options;

/** What only a plan can do. */
const ofPlans = ['against', 'save', 'output'] as const;
const flagsOfPlans = ['json', 'exit-code'] as const;

export const apply: Command = {
  usage: 'apply [file]',
  about: 'Put a policy into force on this host; without a confirmation, what stood before comes back',
  positionals: planPositionals,
  options: {
    confirm: {
      type: 'string',
      requiresArg: true,
      describe: 'How long to wait for the confirmation (default: 60s)',
    },
    yes: {
      type: 'boolean',
      describe: 'Confirm at once; nobody has shown that the host can still be reached',
    },
    'no-persist': { type: 'boolean', describe: 'Write nothing that is read at boot' },
    'force-lockout': {
      type: 'boolean',
      describe: 'Apply also where your own ssh connection would have no rule',
    },
    known: {
      type: 'string',
      requiresArg: true,
      describe: 'Put the sources in this file among the known: an address a line, then seconds if you like',
    },
    'known-flows': {
      type: 'boolean',
      describe: 'And whoever has a flow now that the switch answers; a scanner may have one',
    },
    root,
    'dry-run': { type: 'boolean', describe: 'Show what would change, as plan does, and change nothing' },
    ...planOptions,
    backend: { ...planOptions.backend, describe: 'Load this backend (default: what the host runs)' },
  },
  examples: [
    ['$0 apply', 'waits 60 s for the confirmation from a new connection'],
    ['$0 apply --dry-run', 'what it would change'],
  ],
  read: (values) => ({
    kind: 'apply',
    dryRun: isDryRun(values),
    confirm: secondsOf('confirm', values.text('confirm')),
    yes: values.flag('yes') === true,
    noPersist: values.flag('no-persist') === true,
    forceLockout: values.flag('force-lockout') === true,
    root: values.text('root'),
    known: values.text('known'),
    knownFlows: values.flag('known-flows') === true,
    ...planOptionsOf(values),
  }),
};

function isDryRun(values: Values): boolean {
  if (values.flag('dry-run') === true) return true;
  const option =
    ofPlans.find((name) => values.text(name) !== undefined) ??
    flagsOfPlans.find((name) => values.flag(name) === true);
  if (option === undefined) return false;
  throw new UsageError({ message: `--${option} goes with --dry-run`, unknown: undefined });
}

export const confirm: Command = {
  usage: 'confirm <code>',
  about: 'Keep what was applied; to be run over a new connection',
  positionals: { code: { type: 'string', describe: 'The code that apply has shown' } },
  options: { root },
  examples: [['$0 confirm 123456', 'within the time that apply waits']],
  read: (values) => ({ kind: 'confirm', code: values.words[0] ?? '', root: values.text('root') }),
};

export const rollback: Command = {
  usage: 'rollback',
  about: 'Put back what stood before the last apply, at any time',
  positionals: {},
  options: { root },
  examples: [['$0 rollback', 'also while an apply waits for its confirmation']],
  read: (values) => ({ kind: 'rollback', root: values.text('root') }),
};

export const status: Command = {
  usage: 'status',
  about: 'Say whether what runs is what was applied, which rules refuse most, and who is banned',
  positionals: {},
  options: { root, json: { type: 'boolean', describe: 'As JSON' } },
  examples: [['$0 status', 'exit status 1 where something differs']],
  read: (values) => ({
    kind: 'status',
    root: values.text('root'),
    json: values.flag('json') === true,
  }),
};
