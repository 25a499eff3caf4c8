import { failLevels } from '../invocation.js';
import type { Command } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';
import { oneOf, usageError, type Values } from './values.js';

export const lint: Command = {
  usage: 'lint [files..]',
  about: 'Report every mistake in a policy, with its place and its cure',
  positionals: { files: { type: 'string', array: true, describe: policyFile } },
  options: {
    'fail-level': {
      choices: failLevels,
      requiresArg: true,
      describe: 'End with status 1 from this severity on (default: error)',
    },
    'exit-zero': { type: 'boolean', describe: 'End with status 0 whatever is found' },
    stdin: { type: 'boolean', describe: 'Read the policy from the standard input' },
    filename: {
      type: 'string',
      requiresArg: true,
      describe: 'With --stdin: its name, for messages and for what it includes (default: policy.yaml)',
    },
    ...policyOptions,
  },
  examples: [
    ['$0 lint', 'the policy in this folder'],
    ['$0 lint --format compact site-a.yaml site-b.yaml', 'a line for each finding'],
    ['$0 lint --format sarif --exit-zero > lint.sarif', 'for code scanning'],
  ],
  read: (values) => ({
    kind: 'lint',
    files: values.words,
    stdin: stdinName(values),
    failLevel: oneOf(failLevels, values.text('fail-level'), 'error'),
    exitZero: values.flag('exit-zero') === true,
    ...policyOptionsOf(values),
  }),
};

function stdinName(values: Values): string | undefined {
  const name = values.text('filename');
  if (values.flag('stdin') !== true) {
    if (name === undefined) return undefined;
    throw usageError('--filename goes with --stdin');
  }
  const [file] = values.words;
  if (file === undefined) return name ?? 'policy.yaml';
  throw usageError(`--stdin reads one policy; ${file} is another`);
}
