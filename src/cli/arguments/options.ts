import type { Options } from 'yargs';
import type { Destination } from '../../host/remote/ssh.js';
import { parsePort } from '../../net/port.js';
import { parseSshHost, type SshHostFault } from '../../net/ssh-host.js';
import { type Platform, platforms } from '../../platform/platform.js';
import { supportedNames } from '../../platform/resolve.js';
import { formats, type PolicyOptions } from '../invocation.js';
import { colourOf, formatOf, type UsageError, usageError, type Values } from './values.js';

/** The options of every command that reads a policy. */
export const policyOptions = {
  profile: {
    type: 'string',
    requiresArg: true,
    describe: 'Lay this profile of the policy over it',
  },
  'allow-outside': {
    type: 'boolean',
    describe: "Let include: and file: read outside the policy's folder",
  },
  platform: {
    choices: supportedNames,
    requiresArg: true,
    describe:
      'Compile for this platform, whatever target.platform says; stands for auto where no host is asked',
  },
  format: {
    choices: formats,
    requiresArg: true,
    describe: 'How findings are printed (default: pretty)',
  },
} as const satisfies Record<string, Options>;

export const policyFile = 'A policy; without one ./policy.yaml, then /etc/vosguard/policy.yaml';

export function policyOptionsOf(values: Values): PolicyOptions {
  return {
    profile: values.text('profile'),
    allowOutside: values.flag('allow-outside') === true,
    platform: platformFor(values),
    format: formatOf(values),
    colour: colourOf(values),
  };
}

export const platformFor = (values: Values): Platform | undefined =>
  platforms.find(({ name }) => name === values.text('platform'));

/**
 * There is none that hands words on to ssh: a configuration file says everything that ssh can be told, for one host and for every
 * program, and no habit of switching off host keys slips in here.
 */
export const hostOptions = {
  host: {
    type: 'string',
    requiresArg: true,
    describe: 'Run on this remote host over ssh: root@switch, or a name of your ssh configuration',
  },
  port: { alias: 'p', type: 'string', requiresArg: true, describe: 'The port of its sshd' },
  identity: {
    alias: 'i',
    type: 'string',
    requiresArg: true,
    describe: 'A file with the private key for it',
  },
} as const satisfies Record<string, Options>;

const faults: Readonly<Record<SshHostFault, string>> = {
  empty: 'a part of it is empty',
  option: 'ssh, or that of a jump host, would take it for an option',
  character: 'only letters, digits and . : @ % + - _ / [ ] can be in it',
  'too-long': 'it is too long',
};

export function hostOf(values: Values): Destination | undefined {
  const text = values.text('host');
  const [port, identity] = [values.text('port'), values.text('identity')];
  if (text === undefined) {
    if (port !== undefined || identity !== undefined) throw usage('--port and --identity go with --host');
    return undefined;
  }
  const host = parseSshHost(text);
  if (host.kind === 'fault') throw usage(`--host cannot be ${text}: ${faults[host.fault]}`);
  return { host: host.value, port: port === undefined ? undefined : portOf(port), identity };
}

function portOf(text: string): number {
  const port = parsePort(text);
  if (port.kind === 'value' && port.value.first === port.value.last) return port.value.first;
  throw usage(`--port takes one port, not ${text}`);
}

/** A folder over there has nothing to do with the one that we are in. */
export function rootFor(host: Destination | undefined, root: string | undefined): string | undefined {
  if (host !== undefined && root !== undefined && !root.startsWith('/'))
    throw usage('--root is a folder of the host, so its path begins with /');
  return root;
}

const usage = (message: string): UsageError => usageError(message);
