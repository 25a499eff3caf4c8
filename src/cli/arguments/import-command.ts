import { inputKinds } from '../../import/import.js';
import { parsePort } from '../../net/port.js';
import type { PortRange } from '../../net/units.js';
import type { Command } from './command.js';
import { hostOf, hostOptions } from './options.js';
import { usageError } from './values.js';

export const importCommand: Command = {
  usage: 'import [files..]',
  about:
    'Make a policy from the rules that stand on a host, or in files of iptables, nft, ipset, ufw, firewalld, CSF and fail2ban',
  positionals: {
    files: {
      type: 'string',
      array: true,
      describe:
        'What iptables-save, nft -j list ruleset or ipset save print, scripts, files of other firewalls; without one this host is read',
    },
  },
  options: {
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      describe: 'Write the policy here; a file that is there stays',
    },
    as: { choices: inputKinds, requiresArg: true, describe: 'What the files are, where it cannot be told' },
    sip: { type: 'string', requiresArg: true, describe: 'More ports of SIP: 1980,2080' },
    compare: {
      type: 'string',
      requiresArg: true,
      describe:
        'Write nothing; send packets through the old rules and through those of this policy, in network namespaces, and print what differs',
    },
    json: { type: 'boolean', describe: 'As JSON' },
    ...hostOptions,
  },
  examples: [
    ['$0 import --host root@switch -o policy.yaml', 'the rules of a running switch'],
    ['$0 import old-firewall.sh -o policy.yaml', 'a script: it is run apart, with stand-ins for its tools'],
    ['$0 import iptables.save --compare policy.yaml', 'for whom the two differ'],
  ],
  read: (values) => {
    const [host, compare, output] = [hostOf(values), values.text('compare'), values.text('output')];
    if (host !== undefined && values.words.length > 0)
      throw usageError('--host reads the rules of a host; files are others');
    if (compare !== undefined && output !== undefined)
      throw usageError('--compare writes nothing, so it goes without --output');
    return {
      kind: 'import',
      files: values.words,
      host,
      output,
      as: inputKinds.find((kind) => kind === values.text('as')),
      sip: sipPorts(values.text('sip')),
      compare,
      json: values.flag('json') === true,
    };
  },
};

export const doctor: Command = {
  usage: 'doctor',
  about: 'What a host can do, what on it works against a policy, and the line to write for each',
  positionals: {},
  options: { json: { type: 'boolean', describe: 'As JSON' }, ...hostOptions },
  examples: [
    ['$0 doctor --host root@switch', 'before the first policy; exit status 1 where there is a problem'],
  ],
  read: (values) => ({ kind: 'doctor', host: hostOf(values), json: values.flag('json') === true }),
};

function sipPorts(text: string | undefined): readonly PortRange[] {
  return (text ?? '')
    .split(',')
    .filter((one) => one !== '')
    .map((one) => {
      const port = parsePort(one.trim());
      if (port.kind === 'value') return port.value;
      throw usageError(`--sip takes ports, such as 1980,2080; not ${one}`);
    });
}
