import type { Command } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';

export const explain: Command = {
  usage: 'explain [topic] [file]',
  about: 'Tell more about a code that lint or compile printed, a pack of signatures, or a rule of a policy',
  positionals: {
    topic: {
      type: 'string',
      describe:
        'Such as VG203, attack-tools@1 or strangers.REGISTER.source.all; without one, the list of all',
    },
    file: { type: 'string', describe: policyFile },
  },
  options: { profile: policyOptions.profile, 'allow-outside': policyOptions['allow-outside'] },
  examples: [
    ['$0 explain VG203', 'what it means, with a wrong and a right policy'],
    ['$0 explain attack-tools', 'what the pack looks for, with the evidence'],
    ['$0 explain ban.flood.drop policy.yaml', 'what the rule asks and does, and how each backend has it'],
  ],
  read: (values) => ({
    kind: 'explain',
    topic: values.words[0],
    file: values.words[1],
    ...policyOptionsOf(values),
  }),
};
