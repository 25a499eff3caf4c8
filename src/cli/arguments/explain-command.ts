import { parseDuration } from '../../net/duration.js';
import { parseCount } from '../../net/units.js';
import type { ExplainPacketInvocation } from '../explain-invocation.js';
import { planBackends } from '../invocation.js';
import type { Command } from './command.js';
import { policyFile, policyOptions, policyOptionsOf } from './options.js';
import { usageError, type Values } from './values.js';

/** Whatever says something of a packet; without --from they would be lost. */
const packetOptions = {
  from: { type: 'string', requiresArg: true, describe: 'Explain a packet: the address that it comes from' },
  'from-port': { type: 'string', requiresArg: true, describe: 'The port that it comes from (default: 5060)' },
  port: { type: 'string', requiresArg: true, describe: 'The port of the switch (default: the first of SIP)' },
  transport: { choices: ['udp', 'tcp'], requiresArg: true, describe: 'By what it comes (default: udp)' },
  at: {
    type: 'string',
    requiresArg: true,
    describe: 'The address that it is for, or host: this host, where sip.at has the switch behind it',
  },
  on: { type: 'string', requiresArg: true, describe: 'The device by which it comes in (default: of sip.on)' },
  method: { type: 'string', requiresArg: true, describe: 'The method of a request (default: REGISTER)' },
  'user-agent': { type: 'string', requiresArg: true, describe: 'The User-Agent of the request' },
  size: { type: 'string', requiresArg: true, describe: 'Pad the request to this many bytes' },
  message: { type: 'string', requiresArg: true, describe: 'A file whose bytes are the payload' },
  count: {
    type: 'string',
    requiresArg: true,
    describe: 'Send this many identical packets; explain the last',
  },
  every: {
    type: 'string',
    requiresArg: true,
    describe: 'The time between them, such as 20ms (default: 1ms)',
  },
  answer: {
    type: 'string',
    requiresArg: true,
    describe: 'The status that the switch answers (default: nothing)',
  },
  backend: { choices: planBackends, requiresArg: true, describe: 'Only the rules of this backend' },
  known: { type: 'boolean', describe: 'The source is in known from the beginning' },
  banned: { type: 'boolean', describe: 'The source is banned from the beginning' },
  json: { type: 'boolean', describe: 'Print every rule on the way as JSON' },
} as const;

export const explain: Command = {
  usage: 'explain [topic] [file]',
  about:
    'Tell more about a code, a pack of signatures or a rule; with --from, what becomes of a packet and why',
  positionals: {
    topic: {
      type: 'string',
      describe:
        'Such as VG203, attack-tools@1 or strangers.REGISTER.source.REGISTER; with --from the policy; without one, the list of all',
    },
    file: { type: 'string', describe: policyFile },
  },
  options: {
    ...packetOptions,
    profile: policyOptions.profile,
    'allow-outside': policyOptions['allow-outside'],
    platform: policyOptions.platform,
  },
  examples: [
    ['$0 explain VG203', 'what it means, with a wrong and a right policy'],
    ['$0 explain attack-tools', 'what the pack looks for, with the evidence'],
    ['$0 explain ban.flood.drop policy.yaml', 'what the rule asks and does, and how each backend has it'],
    ['$0 explain --from 192.0.2.9 --method OPTIONS', 'what becomes of it, rule by rule'],
  ],
  read: (values) => {
    if (values.text('from') !== undefined) return packetOf(values);
    const lost = Object.keys(packetOptions).find((name) => values.text(name) !== undefined);
    if (lost !== undefined) throw usageError(`--${lost} is about a packet: say --from as well`);
    return { kind: 'explain', topic: values.words[0], file: values.words[1], ...policyOptionsOf(values) };
  },
};

function packetOf(values: Values): ExplainPacketInvocation {
  return {
    kind: 'explain-packet',
    file: values.words[0],
    from: values.text('from') ?? '',
    fromPort: number(values, 'from-port', 65_535) ?? 5060,
    port: number(values, 'port', 65_535),
    transport: values.text('transport') === 'tcp' ? 'tcp' : 'udp',
    at: values.text('at'),
    on: values.text('on'),
    method: values.text('method'),
    userAgent: values.text('user-agent'),
    size: number(values, 'size', 65_507),
    message: values.text('message'),
    count: number(values, 'count', 100_000) ?? 1,
    every: duration(values) ?? 1,
    answer: number(values, 'answer', 699),
    backend: planBackends.find((backend) => backend === values.text('backend')),
    known: values.flag('known') === true,
    banned: values.flag('banned') === true,
    json: values.flag('json') === true,
    ...policyOptionsOf(values),
  };
}

function number(values: Values, name: string, most: number): number | undefined {
  const text = values.text(name);
  if (text === undefined) return undefined;
  const count = parseCount(text, most);
  if (count.kind === 'value') return count.value;
  throw usageError(`--${name} takes a number from 1 to ${most}, not ${text}`);
}

function duration(values: Values): number | undefined {
  const text = values.text('every');
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  if (parsed.kind === 'value') return parsed.value;
  throw usageError(`--every takes a time such as 20ms or 1s, not ${text}`);
}
