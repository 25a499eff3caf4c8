import type { Options } from 'yargs';
import { formats, type PolicyOptions } from '../invocation.js';
import { colourOf, formatOf, type Values } from './values.js';

/** The options of every command that reads a policy. */
export const policyOptions = {
  profile: {
    type: 'string',
    requiresArg: true,
    describe: 'Lay this profile of the policy over it',
  },
  'allow-outside': {
    type: 'boolean',
    describe: "Let include: and file: read outside the policy's folder",
  },
  format: {
    choices: formats,
    requiresArg: true,
    describe: 'How findings are printed (default: pretty)',
  },
} as const satisfies Record<string, Options>;

export const policyFile = 'A policy; without one ./policy.yaml, then /etc/vosguard/policy.yaml';

export function policyOptionsOf(values: Values): PolicyOptions {
  return {
    profile: values.text('profile'),
    allowOutside: values.flag('allow-outside') === true,
    format: formatOf(values),
    colour: colourOf(values),
  };
}
