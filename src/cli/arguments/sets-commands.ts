import type { Options } from 'yargs';
import type { Destination } from '../../host/remote/ssh.js';
import { parseSshHost } from '../../net/ssh-host.js';
import type { SetsInvocation } from '../invocation.js';
import { placeOf, root } from './apply-commands.js';
import type { Command, CommandGroup } from './command.js';
import { hostOptions } from './options.js';
import { usageError, type Values } from './values.js';

const options = {
  json: { type: 'boolean', describe: 'As JSON: how many were put into the sets' },
  'other-root': {
    type: 'string',
    requiresArg: true,
    describe:
      'On the other host, where apply was told so too: the folder that every file of vosguard is under',
  },
  root,
  ...hostOptions,
} as const satisfies Record<string, Options>;

const otherHost = (about: string) => ({ type: 'string', requiresArg: true, describe: about }) as const;

const pull: Command = {
  usage: 'pull',
  about: 'Take over the bans and known sources of another host, each with the time that is left of it',
  positionals: {},
  options: {
    from: otherHost('The other host, over ssh: root@active, or a name of your ssh configuration'),
    ...options,
  },
  examples: [['$0 sets pull --from root@active --host root@standby', 'before a standby takes over']],
  read: (values) => {
    const { host, root: there } = placeOf(values);
    return setsOf(values, {
      from: other('from', values),
      to: host,
      toRoot: there,
      fromRoot: otherRoot(values),
    });
  },
};

const push: Command = {
  usage: 'push',
  about: 'Give the bans and known sources of this host to another one',
  positionals: {},
  options: { to: otherHost('The other host, over ssh'), ...options },
  examples: [['$0 sets push --to root@standby', 'from cron, every minute']],
  read: (values) => {
    const { host, root: here } = placeOf(values);
    return setsOf(values, { from: host, to: other('to', values), fromRoot: here, toRoot: otherRoot(values) });
  },
};

export const sets: CommandGroup = {
  usage: 'sets',
  about: 'Bans and known sources between two switches, and to a standby',
  commands: { pull, push },
};

const setsOf = (values: Values, ways: Omit<SetsInvocation, 'kind' | 'json'>): SetsInvocation => ({
  kind: 'sets',
  ...ways,
  json: values.flag('json') === true,
});

/** Its port and key are those of the operator's ssh configuration. */
function other(option: 'from' | 'to', values: Values): Destination {
  const text = values.text(option);
  if (text === undefined) throw usageError(`sets needs --${option}: the other host`);
  const host = parseSshHost(text);
  if (host.kind === 'fault') throw usageError(`--${option} cannot be ${text}`);
  return { host: host.value, port: undefined, identity: undefined };
}

function otherRoot(values: Values): string | undefined {
  const text = values.text('other-root');
  if (text !== undefined && !text.startsWith('/'))
    throw usageError('--other-root is a folder of the other host, so its path begins with /');
  return text;
}
