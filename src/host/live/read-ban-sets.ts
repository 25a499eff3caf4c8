import type { Ban } from '../../bans/ban.js';
import type { Backend, SetsOf } from '../../bans/change.js';
import { readIpsetBans, readNftBans } from '../../bans/read-bans.js';
import { families } from '../../net/family.js';
import type { Machine } from '../machine.js';

/** Every source that is banned on the host; in words, why that cannot be told. */
export async function readBanSets(
  { run }: Machine,
  backend: Backend,
  sets: SetsOf,
): Promise<readonly Ban[] | string> {
  const all: Ban[] = [];
  for (const set of families.flatMap((family) => sets('banned', family) ?? [])) {
    const listed =
      backend === 'iptables'
        ? await run('ipset', ['save', set])
        : await run('nft', ['--json', 'list', 'set', 'inet', 'vosguard', set]);
    if (listed.kind === 'missing') return `${listed.tool} is not on this host`;
    if (listed.kind === 'failed') return `the set ${set} cannot be read: ${listed.words}`;
    const bans = backend === 'iptables' ? readIpsetBans(listed.output) : readNftBans(listed.output);
    if (bans === undefined) return 'nft on this host prints no JSON';
    for (const ban of bans) all.push(ban);
  }
  return all;
}
