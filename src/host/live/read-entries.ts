import type { Ban } from '../../bans/ban.js';
import type { Backend } from '../../bans/change.js';
import { readIpsetBans, readNftBans } from '../../bans/read-bans.js';
import type { Machine } from '../machine.js';
import type { ToolOptions } from '../run-tool.js';

/** The entries of a learned set with the time that is left to them; in words, why they cannot be had. */
export async function readEntries(
  { run }: Machine,
  backend: Backend,
  set: string,
  options: ToolOptions = {},
): Promise<readonly Ban[] | string> {
  const listed =
    backend === 'iptables'
      ? await run('ipset', ['save', set], options)
      : await run('nft', ['--json', 'list', 'set', 'inet', 'vosguard', set], options);
  if (listed.kind === 'missing') return `${listed.tool} is not on this host`;
  if (listed.kind === 'failed') return `the set ${set} cannot be read: ${listed.words}`;
  const entries = backend === 'iptables' ? readIpsetBans(listed.output) : readNftBans(listed.output);
  return entries ?? 'nft on this host prints no JSON';
}
