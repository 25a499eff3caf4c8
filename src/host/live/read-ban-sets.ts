import type { Ban } from '../../bans/ban.js';
import type { Backend, SetsOf } from '../../bans/change.js';
import { families } from '../../net/family.js';
import type { Machine } from '../machine.js';
import { readEntries } from './read-entries.js';

/** Every source that is banned on the host; in words, why that cannot be told. */
export async function readBanSets(
  machine: Machine,
  backend: Backend,
  sets: SetsOf,
): Promise<readonly Ban[] | string> {
  const all = new Map<string, Ban>();
  const named = families.flatMap((family) =>
    (['banned', 'proven'] as const).flatMap((holds) => withTimes(sets(holds, family))),
  );
  for (const { name: set, times } of named) {
    const bans = await readEntries(machine, backend, set);
    if (typeof bans === 'string') return bans;
    for (const ban of bans) {
      const key = `${ban.address.family} ${ban.address.value}`;
      const other = all.get(key);
      // One that is in two sets is banned until the later end.
      if (other === undefined || other.left < ban.left) all.set(key, { ...ban, of: ban.of ?? times });
    }
  }
  return [...all.values()];
}

/** Where there is a set for each time, the set tells the time that its entries were given. */
const withTimes = (sets: ReturnType<SetsOf>) =>
  sets.map(({ name, seconds }) => ({ name, times: sets.length > 1 ? seconds : undefined }));
