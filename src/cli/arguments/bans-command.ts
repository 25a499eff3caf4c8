import { type ExportFormat, exportFormats } from '../../bans/list-text.js';
import { parseDuration } from '../../net/duration.js';
import type { BansInvocation } from '../invocation.js';
import { root } from './apply-commands.js';
import type { Command } from './command.js';
import { hostOf, hostOptions, rootFor } from './options.js';
import { mostSeconds, oneLine, oneOf, UsageError, usageError, type Values } from './values.js';

const HOUR = 3600;
const SHOWN = 50;

export const bans: Command = {
  usage: 'bans [action..]',
  about: 'List, add, remove or export the banned sources of this host',
  positionals: {
    action: { type: 'string', array: true, describe: 'list; add ADDRESS; remove ADDRESS, or --all; export' },
  },
  options: {
    for: {
      type: 'string',
      requiresArg: true,
      describe: 'add: for how long, such as 30m or 2d (default: 1h)',
    },
    reason: { type: 'string', requiresArg: true, describe: 'add: why, for those who list it later' },
    all: { type: 'boolean', describe: 'remove: everybody' },
    limit: {
      type: 'string',
      requiresArg: true,
      describe: 'list, export: at most so many (default: 50 for list, all for export)',
    },
    json: { type: 'boolean', describe: 'list: as JSON' },
    format: {
      choices: exportFormats,
      requiresArg: true,
      describe: 'export: plain addresses, json, or a list file for a policy (default: plain)',
    },
    root,
    ...hostOptions,
  },
  examples: [
    ['$0 bans list --limit 10', 'who stays banned the longest, and why'],
    ['$0 bans add 198.51.100.7 --for 1d --reason "guesses accounts"', 'until tomorrow'],
    ['$0 bans list --host root@switch', 'those of another host'],
    ['$0 bans export --format list > lists/banned.netset', 'for addresses: and blocked:'],
  ],
  read: (values) => readBans(values),
};

const optionsOf: Readonly<Record<string, readonly string[]>> = {
  list: ['limit', 'json'],
  add: ['for', 'reason'],
  remove: ['all'],
  export: ['limit', 'format'],
};

function readBans(values: Values): BansInvocation {
  const [action, source, ...more] = values.words;
  if (action === undefined) return refuse('bans needs an action: list, add, remove or export');
  const allowed = Object.hasOwn(optionsOf, action) ? optionsOf[action] : undefined;
  if (allowed === undefined)
    throw new UsageError({
      message: `bans has no action ${action}`,
      unknown: { word: action, known: Object.keys(optionsOf) },
    });
  refuseOthers(action, allowed, values);
  const takesSource = action === 'add' || (action === 'remove' && values.flag('all') !== true);
  if (takesSource && source === undefined) refuse(`bans ${action} needs an address`);
  const extra = takesSource ? more[0] : source;
  if (extra !== undefined) refuse(`one word too many: ${extra}`);
  const host = hostOf(values);
  const common = { kind: 'bans', host, root: rootFor(host, values.text('root')) } as const;
  switch (action) {
    case 'add':
      return {
        ...common,
        action,
        source: source ?? '',
        seconds: secondsOf(values),
        reason: oneLine('reason', values.text('reason')) ?? '',
      };
    case 'remove':
      return source === undefined ? { ...common, action: 'clear' } : { ...common, action, source };
    case 'export': {
      const format: ExportFormat = oneOf(exportFormats, values.text('format'), 'plain');
      return { ...common, action, format, limit: limitOf(values) ?? Number.POSITIVE_INFINITY };
    }
  }
  return { ...common, action: 'list', json: values.flag('json') === true, limit: limitOf(values) ?? SHOWN };
}

function refuse(message: string): never {
  throw usageError(message);
}

function refuseOthers(action: string, allowed: readonly string[], values: Values): void {
  const all = Object.values(optionsOf).flat();
  const flags = ['json', 'all'];
  const given = (name: string) =>
    flags.includes(name) ? values.flag(name) === true : values.text(name) !== undefined;
  const wrong = all.find((name) => !allowed.includes(name) && given(name));
  if (wrong !== undefined) refuse(`--${wrong} does not go with bans ${action}`);
}

function secondsOf(values: Values): number {
  const text = values.text('for');
  if (text === undefined) return HOUR;
  const parsed = parseDuration(text);
  const seconds = parsed.kind === 'value' ? Math.ceil(parsed.value / 1000) : Number.NaN;
  if (seconds <= mostSeconds) return seconds;
  return refuse(
    `--for takes a time such as 30m, 1h or 2d, up to 24d, not ${text}; who stays out for good belongs into blocked`,
  );
}

function limitOf(values: Values): number | undefined {
  const text = values.text('limit');
  if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text);
  return refuse(`--limit takes a whole number from 1, not ${text}`);
}
