import type { Command } from './command.js';
import { policyOptions, policyOptionsOf } from './policy-options.js';
import { usageError, type Values } from './values.js';
import { file, json } from './vos-database-options.js';
import { countOf, recordOptions, recordOptionsOf } from './vos-record-options.js';

export const illegalCalls: Command = {
  usage: 'illegal-calls [file]',
  about: 'Group the calls that the switch did not authorise, and propose sources to block, as a patch',
  positionals: file,
  options: {
    ...recordOptions,
    cause: {
      type: 'string',
      requiresArg: true,
      describe: 'Values of endreason that mean it, numbers or words, with commas between (default: -9)',
    },
    'billing-mode': {
      type: 'string',
      requiresArg: true,
      describe: 'Values of billingmode that mean it, too, with commas between',
    },
    'at-least': {
      type: 'string',
      requiresArg: true,
      describe: 'Attempts from which on a source is proposed (default: 3)',
    },
    'of-network': {
      type: 'string',
      requiresArg: true,
      describe: 'Proposed sources of one /24 or /48 from which on the network is proposed (default: 5)',
    },
    networks: { type: 'boolean', describe: 'Put such networks into the patch, in place of their sources' },
    json,
    patch: { type: 'boolean', describe: 'Print the patch alone, for git apply or patch -p1' },
    ...policyOptions,
  },
  examples: [
    ['$0 vos illegal-calls --from cdr --since last', "what is new in the softswitch's hourly files"],
    ['$0 vos illegal-calls --patch | patch -p1', 'the same from the database, put into the policy'],
  ],
  read: (values) => ({
    kind: 'vos-illegal-calls',
    file: values.words[0],
    ...recordOptionsOf(values),
    causes: wordsOf(values, 'cause', ['-9']),
    billingModes: wordsOf(values, 'billing-mode', []),
    atLeast: Math.max(1, countOf(values, 'at-least', 3)),
    ofNetwork: Math.max(2, countOf(values, 'of-network', 5)),
    networks: values.flag('networks') === true,
    json: values.flag('json') === true,
    patch: values.flag('patch') === true,
    ...policyOptionsOf(values),
  }),
};

/** Compared in small letters: the client exports words for numbers. */
function wordsOf(values: Values, option: string, fallback: readonly string[]): readonly string[] {
  const words = values
    .text(option)
    ?.split(',')
    .map((word) => word.trim().toLowerCase());
  if (words === undefined) return fallback;
  if (words.every((word) => word !== '' && word.length <= 100)) return words;
  throw usageError(`--${option} takes numbers or words with commas between`);
}
