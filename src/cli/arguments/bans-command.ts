import { type BanFormat, banFormats, type ExportFormat, isExportFormat } from '../../bans/list-text.js';
import { placeOf, root } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions } from './options.js';
import { added, byHand, json, jsonWord, removed, sourcesToAdd, sourcesToRemove } from './source-words.js';
import { lastsOf, limitOf, oneLine, oneOf, usageError, type Values } from './values.js';

const SHOWN = 50;
const place = { root, ...hostOptions };
const limit = (about: string) => ({ type: 'string', requiresArg: true, describe: about }) as const;

const list: Command = {
  usage: 'list',
  about: 'List who is banned, how long still and why, the longest first',
  positionals: {},
  options: {
    limit: limit('At most so many (default: 50)'),
    json: { type: 'boolean', describe: 'As JSON' },
    ...place,
  },
  examples: [
    ['$0 bans list --limit 10', 'who stays banned the longest, and why'],
    ['$0 bans list --host root@switch', 'those of another host'],
  ],
  read: (values) => ({
    kind: 'bans',
    action: 'list',
    json: values.flag('json') === true,
    limit: limitOf(values) ?? SHOWN,
    ...placeOf(values),
  }),
};

const add: Command = {
  usage: 'add <address..>',
  about: 'Ban sources, over UDP and TCP; who is trusted, or named in a service, is left out',
  positionals: sourcesToAdd,
  options: {
    for: { type: 'string', requiresArg: true, describe: 'For how long, such as 30m or 2d (default: 1h)' },
    reason: { type: 'string', requiresArg: true, describe: 'Why, for those who list it later' },
    json,
    ...place,
  },
  examples: [
    ['$0 bans add 198.51.100.7 --for 1d --reason "guesses accounts"', 'until tomorrow'],
    ['$0 bans add - < list', 'an address a line, all in one step'],
  ],
  read: (values) => {
    const seconds = lastsOf(values);
    const reason = oneLine('reason', values.text('reason'));
    const options = [
      ...(seconds === undefined ? [] : ['--for', String(seconds)]),
      ...(reason === undefined ? [] : ['--reason', reason]),
      ...jsonWord(values),
    ];
    return byHand(['bans', 'add', ...added(values), ...options], values);
  },
};

const remove: Command = {
  usage: 'remove [address..]',
  about: 'End bans',
  positionals: sourcesToRemove,
  options: { all: { type: 'boolean', describe: 'Of everybody' }, json, ...place },
  examples: [['$0 bans remove 198.51.100.7', 'who gives cause again is banned again']],
  read: (values) => byHand(['bans', 'remove', ...removed('bans', values), ...jsonWord(values)], values),
};

const exported: Command = {
  usage: 'export',
  about: 'Print the banned sources for a firewall, a router or a policy',
  positionals: {},
  options: {
    format: {
      choices: banFormats,
      requiresArg: true,
      describe:
        'plain addresses, json, a list file for a policy, commands for nft, ipset, ExaBGP or GoBGP, decisions for CrowdSec (default: plain)',
    },
    proven: {
      type: 'boolean',
      describe: 'Only those that a connection or an operator has shown: nobody can have forged them',
    },
    limit: limit('plain, json, list: at most so many'),
    ...place,
  },
  examples: [
    ['$0 bans export --format list > lists/banned.netset', 'for addresses: and blocked:'],
    ['$0 bans export --proven --format exabgp', 'for a router that takes FlowSpec'],
  ],
  read: readExport,
};

function readExport(values: Values) {
  const format: BanFormat = oneOf(banFormats, values.text('format'), 'plain');
  const proven = values.flag('proven') === true;
  const most = limitOf(values);
  if (isExportFormat(format) && !proven) return exportOf(format, most, values);
  if (most !== undefined)
    throw usageError(`--limit does not go with ${proven ? '--proven' : `--format ${format}`}`);
  if (format === 'list') throw usageError('--proven does not go with --format list');
  return byHand(['bans', 'export', '--format', format, ...(proven ? ['--proven'] : [])], values);
}

const exportOf = (format: ExportFormat, most: number | undefined, values: Values) =>
  ({
    kind: 'bans',
    action: 'export',
    format,
    limit: most ?? Number.POSITIVE_INFINITY,
    ...placeOf(values),
  }) as const;

export const bans: CommandGroup = {
  usage: 'bans',
  about: 'List, add, remove or export the banned sources of this host',
  commands: { list, add, remove, export: exported },
};
