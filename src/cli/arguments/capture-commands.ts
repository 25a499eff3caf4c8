import type { Address } from '../../net/address.js';
import { parseDuration } from '../../net/duration.js';
import { parseAddress } from '../../net/read-address.js';
import type { CaptureOptions } from '../capture-invocation.js';
import { planBackends } from '../invocation.js';
import type { Command } from './command.js';
import { platformFor, policyOptions } from './options.js';
import { standardInput, usageError, type Values } from './values.js';

const files = {
  files: {
    type: 'string',
    array: true,
    describe:
      'Captures: pcap or pcapng, also gzipped, - for the standard input; and a policy (.yaml): without one ./policy.yaml, then /etc/vosguard/policy.yaml',
  },
} as const;

const common = {
  switch: {
    type: 'string',
    requiresArg: true,
    describe: "The switch's addresses, with commas between; without it sip.to, else found from who answers",
  },
  backend: {
    choices: planBackends,
    requiresArg: true,
    describe: 'Whose rules are played (default: the first of the policy)',
  },
  profile: policyOptions.profile,
  'allow-outside': policyOptions['allow-outside'],
  platform: policyOptions.platform,
} as const;

/** A name that ends like one is the policy; of the others each is a capture. */
const isPolicy = (word: string): boolean => /\.ya?ml$/i.test(word);

function captureOptions(values: Values, command: string): CaptureOptions {
  const policies = values.words.filter(isPolicy);
  const captures = values.words.filter((word) => !isPolicy(word));
  if (captures.length === 0) throw usageError(`${command} needs a capture: a file of tcpdump -w`);
  if (policies.length > 1) throw usageError(`${command} plays one policy; ${policies[1]} is another`);
  if (captures.filter((word) => word === standardInput).length > 1)
    throw usageError('the standard input (-) is read once');
  return {
    captures: captures.map((word) => (word === standardInput ? 'stdin' : { file: word })),
    file: policies[0],
    own: addressesOf(values.text('switch')),
    backend: planBackends.find((name) => name === values.text('backend')),
    profile: values.text('profile'),
    allowOutside: values.flag('allow-outside') === true,
    platform: platformFor(values),
  };
}

function addressesOf(text: string | undefined): readonly Address[] | undefined {
  return text?.split(',').map((one) => {
    const parsed = parseAddress(one.trim());
    if (parsed.kind === 'fault')
      throw usageError(`--switch takes addresses, such as 203.0.113.1 or 2001:db8::1, not ${one.trim()}`);
    return parsed.address;
  });
}

export const replay: Command = {
  usage: 'replay <files..>',
  about: 'Play captured traffic through the rules: which customers they would hurt, whom they would stop',
  positionals: files,
  options: {
    ...common,
    'known-at-start': {
      type: 'boolean',
      describe: 'Who is a customer in the captures is known from the first packet on, as with apply --known',
    },
    learn: {
      type: 'string',
      requiresArg: true,
      describe: 'Refuse nothing for this time and learn who is answered, as apply --observe does: 10m',
    },
    'user-agents': { type: 'boolean', describe: 'Tell what sources say they are' },
    json: { type: 'boolean', describe: 'As JSON' },
    html: {
      type: 'string',
      requiresArg: true,
      describe: 'Write the report into this file, as a page of its own',
    },
  },
  examples: [
    ['$0 replay peak.pcap', 'the policy in this folder; status 1 where a customer would be hurt'],
    ['ssh root@switch tcpdump -U -s 0 -w - | $0 replay -', 'until Ctrl-C, without a file'],
    ['$0 replay day.pcap.gz site.yaml --known-at-start --html report.html', 'a page to show'],
  ],
  read: (values) => {
    const options = captureOptions(values, 'replay');
    const known = values.flag('known-at-start') === true;
    if (known && options.captures.includes('stdin'))
      throw usageError(
        '--known-at-start reads the captures twice, and the standard input (-) can be read once',
      );
    const learn = learnOf(values.text('learn'));
    if (known && learn > 0) throw usageError('--known-at-start and --learn do not go together');
    return {
      kind: 'replay',
      ...options,
      knownAtStart: known,
      learn,
      userAgents: values.flag('user-agents') === true,
      json: values.flag('json') === true,
      html: values.text('html'),
    };
  },
};

function learnOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const parsed = parseDuration(text);
  if (parsed.kind === 'fault') throw usageError(`--learn takes a time, such as 10m, not ${text}`);
  return parsed.value;
}
