import type { Backend } from '../../../bans/change.js';
import { readListSet } from '../../../host/live/read-list-set.js';
import type { Machine } from '../../../host/machine.js';
import { families } from '../../../net/family.js';
import type { Applied } from '../../../plan/applied.js';
import { readSetContents } from '../../../plan/nftables/read-set-contents.js';
import type { Difference } from '../../../status/difference.js';

/** Longer lists of nft are not looked into. */
const MOST_LISTED = 5000;

interface ListDrift {
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
}

/**
 * Lists of nftables that hold something else than after the apply. Of those of ipset the tool counts the entries, which is compared
 * elsewhere.
 */
export async function listDrift(
  machine: Machine,
  backend: Backend,
  { sets }: Applied,
  afterNft: string,
): Promise<ListDrift> {
  if (backend === 'iptables') return { differences: [], notes: [] };
  const lists = new Set(sets.flatMap(({ name, kind }) => (kind === 'static' ? [name] : [])));
  const counted = readSetContents(afterNft, () => false);
  const isShort = (name: string) => (counted.get(name)?.entries ?? 0) <= MOST_LISTED;
  const kept = readSetContents(afterNft, (name) => lists.has(name) && isShort(name));
  const differences: Difference[] = [];
  for (const [name, { addresses }] of kept) {
    if (addresses === undefined) continue;
    const now = await readListSet(machine, backend, name);
    // One that is gone is told among the sets.
    if (typeof now === 'string') continue;
    const isSame = families.every((family) => now[family].join() === addresses[family].join());
    if (!isSame) differences.push({ part: 'sets', text: `set ${name}: it does not hold what was applied` });
  }
  const long = [...lists].filter((name) => !isShort(name));
  const notes = long.map(
    (name) => `what is in the set ${name} is not compared: the kernel takes too long to list it`,
  );
  return { differences, notes };
}
