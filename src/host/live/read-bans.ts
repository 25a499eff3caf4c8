import { type Ban, readIpsetBans, readNftBans } from '../../bans/ban.js';
import type { Backend, SetsOf } from '../../bans/sets.js';
import { type Address, families } from '../../net/address.js';
import type { Machine } from '../machine.js';
import type { ToolOptions } from '../run-tool.js';

/** The entries of a learned set with the time that is left to them; in words, why they cannot be had. */
async function readEntries(
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

/** Every source that is banned on the host; in words, why that cannot be told. */
export async function readBanSets(
  machine: Machine,
  backend: Backend,
  sets: SetsOf,
): Promise<readonly Ban[] | string> {
  const all = new Map<string, Ban>();
  const named = families.flatMap((family) =>
    (['banned', 'proven', 'subnets'] as const).flatMap((holds) =>
      withTimes(sets(holds, family)).map((one) => ({ ...one, wide: holds === 'subnets' })),
    ),
  );
  for (const { name: set, times, wide } of named) {
    const bans = await readEntries(machine, backend, set);
    if (typeof bans === 'string') return bans;
    for (const ban of bans) {
      const key = `${ban.address.family} ${ban.address.value} ${wide}`;
      const other = all.get(key);
      // One that is in two sets is banned until the later end.
      if (other === undefined || other.left < ban.left)
        all.set(key, { ...ban, of: ban.of ?? times, ...(wide ? { subnet: true } : {}) });
    }
  }
  return [...all.values()];
}

/** Where there is a set for each time, the set tells the time that its entries were given. */
const withTimes = (sets: ReturnType<SetsOf>) =>
  sets.map(({ name, seconds }) => ({ name, times: sets.length > 1 ? seconds : undefined }));

/** Seconds: nft takes long for a set of a hundred thousand, and this is told by the way. */
const PATIENCE = 5;

/** The sources in learned sets, such as `known4`; none of a set that is not there or takes too long. */
export async function readKnown(
  machine: Machine,
  backend: Backend,
  sets: readonly string[],
): Promise<readonly Address[]> {
  const known: Address[] = [];
  for (const set of sets) {
    const entries = await readEntries(machine, backend, set, { timeout: PATIENCE });
    if (typeof entries !== 'string') for (const { address } of entries) known.push(address);
  }
  return known;
}
