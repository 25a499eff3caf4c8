import { placeOf } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions } from './host-options.js';
import { root } from './plan-commands.js';
import { lastsOf } from './seconds.js';
import { usageError, type Values } from './values.js';

const place = { root, ...hostOptions };

export const why: Command = {
  usage: 'why <address>',
  about: 'Tell why a source is served or not: what the running kernel holds of it, and what would let it in',
  positionals: { address: { type: 'string', describe: 'An IPv4 or IPv6 address' } },
  options: place,
  examples: [['$0 why 198.51.100.7 --host root@switch', 'a customer who cannot register']],
  read: (values) => ({ kind: 'why', address: addressesOf(values)[0] ?? '', ...placeOf(values) }),
};

export const metrics: Command = {
  usage: 'metrics',
  about: 'Print numbers for Prometheus: refused packets by rule, sets, conntrack, profile, what is gone',
  positionals: {},
  options: place,
  examples: [['$0 metrics', 'for the textfile collector of the node exporter']],
  read: (values) => ({ kind: 'metrics', ...placeOf(values) }),
};

const known = (words: readonly string[], values: Values) =>
  ({ kind: 'known', words, ...placeOf(values) }) as const;

const list: Command = {
  usage: 'list',
  about: 'List the known sources, the longest first',
  positionals: {},
  options: {
    limit: { type: 'string', requiresArg: true, describe: 'At most so many (default: 50)' },
    ...place,
  },
  examples: [['$0 known list', 'and how long each stays known']],
  read: (values) => known(['list', ...limitOf(values)], values),
};

const add: Command = {
  usage: 'add <address..>',
  about: 'Make sources known: they are served within the limits of known sources, and a ban of theirs ends',
  positionals: {
    address: { type: 'string', array: true, describe: 'Addresses, or networks up to a subnet' },
  },
  options: {
    for: {
      type: 'string',
      requiresArg: true,
      describe: 'For how long, such as 1h (default: sip.known.remember)',
    },
    ...place,
  },
  examples: [['$0 known add 198.51.100.7 --for 1h', 'until its phone has registered again']],
  read: (values) => {
    const seconds = lastsOf(values);
    const time = seconds === undefined ? [] : ['--for', String(seconds)];
    return known(['add', ...addressesOf(values), ...time], values);
  },
};

const remove: Command = {
  usage: 'remove [address..]',
  about: 'Make sources strangers again',
  positionals: {
    address: { type: 'string', array: true, describe: 'Addresses, or networks up to a subnet' },
  },
  options: { all: { type: 'boolean', describe: 'Every known source' }, ...place },
  examples: [['$0 known remove 198.51.100.7', 'it becomes known again by its next registration']],
  read: (values) => {
    const all = values.flag('all') === true;
    if (all === values.words.length > 0) throw usageError('known remove takes addresses, or --all');
    return known(['remove', ...(all ? ['--all'] : addressesOf(values))], values);
  },
};

const exported: Command = {
  usage: 'export',
  about: 'Print the known sources, one a line',
  positionals: {},
  options: place,
  examples: [['$0 known export > known.txt', 'for apply --known on another switch']],
  read: (values) => known(['export'], values),
};

export const knownSources: CommandGroup = {
  usage: 'known',
  about: 'List, add, remove or export the sources that the switch has accepted',
  commands: { list, add, remove, export: exported },
};

/** They become words of a command line: none may look like an option. */
function addressesOf({ words }: Values): readonly string[] {
  const wrong = words.find((word) => !/^[0-9A-Fa-f][0-9A-Fa-f.:/]*$|^:/.test(word));
  if (wrong !== undefined) throw usageError(`${wrong} is not an address`);
  return words;
}

function limitOf(values: Values): readonly string[] {
  const text = values.text('limit');
  if (text === undefined) return [];
  if (/^[1-9]\d{0,4}$/.test(text)) return ['--limit', text];
  throw usageError(`--limit takes a whole number from 1 to 99999, not ${text}`);
}
