import { templates } from '../invocation.js';
import { starters } from '../starters.js';
import { knownSources, metrics, profile, why } from './after-apply-commands.js';
import { apply, confirm, plan, rollback, status, uninstall } from './apply-commands.js';
import { bans } from './bans-command.js';
import { replay } from './capture-commands.js';
import type { Command } from './command.js';
import { explain } from './explain-command.js';
import { doctor, importCommand } from './import-command.js';
import { policyFile, policyOptions, policyOptionsOf } from './options.js';
import { lint, lists, test } from './policy-commands.js';
import { sets } from './sets-commands.js';
import { oneOf } from './values.js';
import { vos } from './vos-commands.js';
import { hooks, review, watch } from './watch-commands.js';

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

const compile: Command = {
  usage: 'compile [file]',
  about: 'Turn a policy into iptables, ipset, nftables and sysctl files',
  positionals: { file: { type: 'string', describe: policyFile } },
  options: {
    output: { alias: 'o', type: 'string', requiresArg: true, describe: 'Write the files into this folder' },
    'explain-defaults': { type: 'boolean', describe: 'Print the whole policy with every default filled in' },
    verbose: { type: 'boolean', describe: 'Show the notes on how each backend does it' },
    html: { type: 'boolean', describe: 'Write the worksheets for the switch as HTML, too' },
    audit: {
      type: 'string',
      requiresArg: true,
      describe: 'Fill the worksheets in from this output of vos3000-verify.sql',
    },
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
    verbose: values.flag('verbose') === true,
    html: values.flag('html') === true,
    audit: values.text('audit'),
    ...policyOptionsOf(values),
  }),
};

const schema: Command = {
  usage: 'schema',
  about: 'Print the JSON schema of the policy language, for editors',
  positionals: {},
  options: {},
  examples: [['$0 schema > policy.schema.json', 'a copy to keep beside the policies']],
  read: () => ({ kind: 'schema' }),
};

export const groups = { profile, bans, known: knownSources, sets, hooks, lists, vos } as const;

export const commands = {
  init,
  import: importCommand,
  doctor,
  lint,
  compile,
  test,
  replay,
  plan,
  apply,
  confirm,
  rollback,
  status,
  uninstall,
  watch,
  metrics,
  review,
  why,
  explain,
  schema,
} as const;
