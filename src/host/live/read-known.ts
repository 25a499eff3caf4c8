import type { Backend } from '../../bans/change.js';
import { readIpsetBans, readNftBans } from '../../bans/read-bans.js';
import type { Address } from '../../net/address.js';
import type { Machine } from '../machine.js';

/** Seconds: nft takes long for a set of a hundred thousand, and this is told by the way. */
const PATIENCE = 5;

/** The sources in learned sets, such as `known4`; none of a set that is not there or takes too long. */
export async function readKnown(
  { run }: Machine,
  backend: Backend,
  sets: readonly string[],
): Promise<readonly Address[]> {
  const known: Address[] = [];
  for (const set of sets) {
    const listed =
      backend === 'iptables'
        ? await run('ipset', ['save', set], { timeout: PATIENCE })
        : await run('nft', ['--json', 'list', 'set', 'inet', 'vosguard', set], { timeout: PATIENCE });
    if (listed.kind !== 'done') continue;
    const entries = backend === 'iptables' ? readIpsetBans(listed.output) : readNftBans(listed.output);
    known.push(...(entries ?? []).map(({ address }) => address));
  }
  return known;
}
