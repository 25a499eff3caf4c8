import type { Options } from 'yargs';
import { type PlanOptions, planBackends } from '../invocation.js';
import type { Command } from './command.js';
import { hostOf, hostOptions } from './host-options.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';
import { usageError, type Values } from './values.js';

export const planPositionals = { file: { type: 'string', describe: policyFile } } as const;

export const root = {
  type: 'string',
  requiresArg: true,
  describe: 'Keep every file under this folder (images, tests); the rules go to the running kernel',
} as const satisfies Options;

export const planOptions = {
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

export function planOptionsOf(values: Values): PlanOptions {
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
