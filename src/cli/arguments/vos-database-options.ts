import type { Options } from 'yargs';
import { policyFile } from './policy-options.js';

export const file = { file: { type: 'string', describe: policyFile } } as const;

export const dsnFile = {
  type: 'string',
  requiresArg: true,
  describe: 'A file of mode 600 with the DSN of the database (default: VOSGUARD_DSN in the environment)',
} as const satisfies Options;

export const json = { type: 'boolean', describe: 'Print it as JSON' } as const satisfies Options;
