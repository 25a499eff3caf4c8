import { readOthers } from '../../../host/live/read-others.js';
import { inputText } from '../../../host/reading.js';
import type { Input } from '../../../import/import.js';
import { recognise } from '../../../import/recognise.js';
import { readRecord, rulesOfCalls } from '../../../import/script.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ImportInvocation } from '../../import-invocation.js';
import { complain, type Io } from '../../io.js';

/** The old rules, from files or from a host; scripts are run apart first. The status with which the command ends, where there are none. */
export async function readOldRules(
  { files, as }: ImportInvocation,
  io: Io,
): Promise<readonly Input[] | ExitStatus> {
  if (files.length === 0) return fromHost(io);
  const inputs: Input[] = [];
  for (const name of files) {
    const read = await fileText(name, io);
    if (typeof read === 'number') return read;
    const input: Input = { name, text: read, ...(as === undefined ? {} : { kind: as }) };
    if (recognise(input) !== 'script') inputs.push(input);
    else {
      const ran = await fromScript(input, io);
      if (typeof ran === 'number') return ran;
      inputs.push(...ran);
    }
  }
  return inputs;
}

const LARGEST = 64 * 2 ** 20;

async function fileText(name: string, io: Io): Promise<string | ExitStatus> {
  if (name === 'stdin:') {
    const bytes = await io.readStdin(LARGEST);
    return bytes === undefined
      ? complain(io, exitStatus.usage, 'the standard input is longer than 64 MiB')
      : new TextDecoder().decode(bytes);
  }
  const read = inputText(name, name);
  return read.kind === 'text' ? read.text : complain(io, exitStatus.usage, read.words);
}

async function fromHost(io: Io): Promise<readonly Input[] | ExitStatus> {
  const machine = await io.machine();
  if (!(await machine.isRoot()))
    return complain(io, exitStatus.failed, 'only root can read the rules of a host; or name files with them');
  const { iptables } = await readOthers(machine);
  const sets = await machine.run('ipset', ['save']);
  // With the elements of its sets, which others do without.
  const nft = await machine.run('nft', ['--json', 'list', 'ruleset']);
  const inputs: readonly Input[] = [
    ...(sets.kind === 'done' && sets.output.trim() !== ''
      ? [{ name: 'ipset save', text: sets.output, kind: 'ipset' as const }]
      : []),
    ...iptables.map(({ family, variant, text }) => ({
      name: `${family === 'ipv4' ? 'iptables' : 'ip6tables'}-${variant}-save`,
      text,
      kind: family === 'ipv4' ? ('iptables' as const) : ('ip6tables' as const),
    })),
    ...(nft.kind === 'done' ? [{ name: 'nft list ruleset', text: nft.output, kind: 'nft' as const }] : []),
  ];
  return inputs.length > 0
    ? inputs
    : complain(io, exitStatus.failed, 'neither iptables nor nft answers on this host');
}

/** What a script has set, as listings that carry its name. */
async function fromScript({ name, text }: Input, io: Io): Promise<readonly Input[] | ExitStatus> {
  const { runScript } = await import('../../../host/sandbox/run-script.js');
  const run = await runScript(text);
  if (run.kind === 'failed')
    return complain(io, exitStatus.failed, `${name} could not be run apart from this host: ${run.words}`);
  const { iptables, ip6tables, ipset, unread } = rulesOfCalls(readRecord(run.record));
  const complaints = run.complaints
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  for (const line of complaints.slice(0, 20))
    complain(io, exitStatus.done, `note: ${name}, run apart, said: ${line.replace(/^\/script: /, '')}`);
  for (const { tool, words } of unread)
    complain(io, exitStatus.done, `note: ${name}: not understood: ${tool} ${words.join(' ')}`);
  if (iptables + ip6tables === '')
    return complain(io, exitStatus.failed, `${name} has set no rule of iptables`);
  return [
    ...(ipset === '' ? [] : [{ name: `${name} (sets)`, text: ipset, kind: 'ipset' as const }]),
    ...(iptables === '' ? [] : [{ name, text: iptables, kind: 'iptables' as const, isMade: true }]),
    ...(ip6tables === ''
      ? []
      : [{ name: `${name} (IPv6)`, text: ip6tables, kind: 'ip6tables' as const, isMade: true }]),
  ];
}
