import { testFormats } from '../test-invocation.js';
import type { Command } from './command.js';
import { policyFile, policyOptions } from './policy-options.js';
import { colourOf, oneOf } from './values.js';

export const test: Command = {
  usage: 'test [file]',
  about: 'Play the tests that a policy carries, on the rules of each of its backends',
  positionals: { file: { type: 'string', describe: policyFile } },
  options: {
    only: { type: 'string', requiresArg: true, describe: 'Only the test with this name' },
    mutants: {
      type: 'boolean',
      describe: 'Mutation test: remove or weaken each rule, and list the changes that no test catches',
    },
    kernel: {
      type: 'boolean',
      describe: 'Play them with real packets too, in network namespaces of this host, and compare',
    },
    profile: policyOptions.profile,
    'allow-outside': policyOptions['allow-outside'],
    format: {
      choices: testFormats,
      requiresArg: true,
      describe: 'How outcomes are printed (default: pretty)',
    },
  },
  examples: [
    ['$0 test', 'all tests of the policy in this folder'],
    ['$0 test --kernel', 'and on the kernel of this host, as root'],
    ['$0 test --format junit > tests.xml', 'for a CI system'],
  ],
  read: (values) => ({
    kind: 'test',
    file: values.words[0],
    only: values.text('only'),
    mutants: values.flag('mutants') === true,
    kernel: values.flag('kernel') === true,
    profile: values.text('profile'),
    allowOutside: values.flag('allow-outside') === true,
    format: oneOf(testFormats, values.text('format'), 'pretty'),
    colour: colourOf(values),
  }),
};
