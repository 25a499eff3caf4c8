import type { Backend } from '../../bans/change.js';
import type { Address } from '../../net/address.js';
import type { Machine } from '../machine.js';
import { readEntries } from './read-entries.js';

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
