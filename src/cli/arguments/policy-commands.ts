import { type AfterApplyInvocation, failLevels, testFormats } from '../invocation.js';
import { placeOf, root } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions, platformFor, policyFile, policyOptions, policyOptionsOf } from './options.js';
import { colourOf, oneOf, usageError, type Values } from './values.js';

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
    platform: policyOptions.platform,
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
    platform: platformFor(values),
    format: oneOf(testFormats, values.text('format'), 'pretty'),
    colour: colourOf(values),
  }),
};

const file = { file: { type: 'string', describe: policyFile } } as const;

const there = {
  'on-switch': {
    type: 'boolean',
    describe: 'The lists that this host of the rules fetches by itself (on_switch); reads no policy',
  },
  root,
  ...hostOptions,
} as const;

/** What the installer over there is asked; `undefined`: the lists of a policy's files are meant. */
function onSwitch(values: Values, words: readonly string[]): AfterApplyInvocation | undefined {
  const place = placeOf(values);
  if (values.flag('on-switch') !== true && place.host === undefined && place.root === undefined)
    return undefined;
  if (values.words.length > 0)
    throw usageError('--on-switch, --host and --root ask what was applied there, and read no policy');
  return { kind: 'lists', words, ...place };
}

const refresh: Command = {
  usage: 'refresh [file]',
  about: 'Fetch the lists of a policy that have a url or names into their files; a bad list keeps what stood',
  positionals: file,
  options: {
    only: { type: 'string', requiresArg: true, describe: 'This list alone' },
    accept: {
      type: 'string',
      requiresArg: true,
      describe: 'Take this list, however much of it has changed',
    },
    due: { type: 'boolean', describe: 'Only lists whose time has come, for a timer' },
    ...there,
    ...policyOptions,
  },
  examples: [
    ['$0 lists refresh && $0 apply --yes', 'from a timer: apply compiles what has been fetched'],
    ['$0 lists refresh --accept drop', 'half of it is gone, and that is right'],
    ['$0 lists refresh --host root@switch', 'those that the switch fetches by itself, now'],
  ],
  read: (values) => {
    const [only, accept, due] = [values.text('only'), values.text('accept'), values.flag('due') === true];
    const words = [
      ...(only === undefined ? [] : [only]),
      ...(due ? ['--due'] : []),
      ...(accept === undefined ? [] : ['--accept', accept]),
    ];
    return (
      onSwitch(values, ['refresh', ...words]) ?? {
        kind: 'lists-refresh',
        file: values.words[0],
        ...{ only, accept, due },
        ...policyOptionsOf(values),
      }
    );
  },
};

const status: Command = {
  usage: 'status [file]',
  about: 'How old the fetched lists of a policy are, and why the last refresh kept what stood',
  positionals: file,
  options: { json: { type: 'boolean', describe: 'As JSON' }, ...there, ...policyOptions },
  examples: [['$0 lists status', 'exit status 1 where a list is not as it should be']],
  read: (values) =>
    onSwitch(values, ['status']) ?? {
      kind: 'lists-status',
      file: values.words[0],
      json: values.flag('json') === true,
      ...policyOptionsOf(values),
    },
};

export const lists: CommandGroup = {
  usage: 'lists',
  about: 'Fetch the lists that a policy names, and tell how old they are',
  commands: { refresh, status },
};
