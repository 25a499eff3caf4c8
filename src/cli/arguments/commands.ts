import { templates } from '../invocation.js';
import { starters } from '../starters.js';
import { apply, confirm, rollback, status } from './apply-commands.js';
import { bans } from './bans-command.js';
import type { Command } from './command.js';
import { plan } from './plan-commands.js';
import { policyFile, policyOptions, policyOptionsOf } from './policy-options.js';
import { oneOf } from './values.js';

const starterList = templates.map((name) => `${name} (${starters[name].about})`).join(', ');

const init: Command = {
  usage: 'init',
  about: 'Write a commented policy to start from; never overwrites',
  positionals: {},
  options: {
    template: {
      choices: templates,
      requiresArg: true,
      describe: `What the switch is for: ${starterList} (default: wholesale)`,
    },
    output: { alias: 'o', type: 'string', requiresArg: true, describe: 'The file (default: policy.yaml)' },
  },
  examples: [['$0 init --template retail', 'phones register here: writes ./policy.yaml']],
  read: (values) => ({
    kind: 'init',
    template: oneOf(templates, values.text('template'), 'wholesale'),
    output: values.text('output') ?? 'policy.yaml',
  }),
};

const lint: Command = {
  usage: 'lint [files..]',
  about: 'Report every mistake in a policy, with its place and its cure',
  positionals: { files: { type: 'string', array: true, describe: policyFile } },
  options: policyOptions,
  examples: [
    ['$0 lint', 'the policy in this folder'],
    ['$0 lint --format compact site-a.yaml site-b.yaml', 'a line for each finding'],
  ],
  read: (values) => ({ kind: 'lint', files: values.words, ...policyOptionsOf(values) }),
};

const compile: Command = {
  usage: 'compile [file]',
  about: 'Turn a policy into iptables, ipset, nftables and sysctl files',
  positionals: { file: { type: 'string', describe: policyFile } },
  options: {
    output: { alias: 'o', type: 'string', requiresArg: true, describe: 'Write the files into this folder' },
    'explain-defaults': { type: 'boolean', describe: 'Print the whole policy with every default filled in' },
    ...policyOptions,
  },
  examples: [
    ['$0 compile', 'a summary and the rules, to the terminal'],
    ['$0 compile -o out --profile attack', 'the files, with the profile laid over the policy'],
  ],
  read: (values) => ({
    kind: 'compile',
    file: values.words[0],
    output: values.text('output'),
    explainDefaults: values.flag('explain-defaults') === true,
    ...policyOptionsOf(values),
  }),
};

const explain: Command = {
  usage: 'explain [topic]',
  about: 'Tell more about a code that lint or compile printed, or about a pack of signatures',
  positionals: {
    topic: { type: 'string', describe: 'Such as VG203 or attack-tools@1; without one, the list of all' },
  },
  options: {},
  examples: [
    ['$0 explain VG203', 'what it means, with a wrong and a right policy'],
    ['$0 explain attack-tools', 'what the pack looks for, with the evidence'],
  ],
  read: (values) => ({ kind: 'explain', topic: values.words[0] }),
};

const schema: Command = {
  usage: 'schema',
  about: 'Print the JSON schema of the policy language, for editors',
  positionals: {},
  options: {},
  examples: [['$0 schema > policy.schema.json', 'a copy to keep beside the policies']],
  read: () => ({ kind: 'schema' }),
};

export const commands = {
  init,
  lint,
  compile,
  plan,
  apply,
  confirm,
  rollback,
  status,
  bans,
  explain,
  schema,
} as const;
