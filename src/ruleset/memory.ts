import type { BackendName } from '../policy/policy.js';
import type { LearnedSet, Ruleset } from './ruleset.js';

interface EntryBytes {
  /** A learned source with its time. */
  readonly source: number;
  /** A source with its bucket. */
  readonly bucket: number;
}

/**
 * What one entry takes in the kernel, rounded up: measured on 6.18 by what the kernel's slabs grow with 600,000 entries
 * (`npm run bench -- memory`). Older kernels differ by some tens of bytes.
 */
const entryBytes: Readonly<Record<BackendName, EntryBytes>> = {
  nftables: { source: 160, bucket: 256 },
  iptables: { source: 80, bucket: 136 },
};

/** Bytes that the tables of these rules take when each is full; lists are not counted. */
export function bytesWhenFull({ sets, meters, tables }: Ruleset, backend: BackendName): number {
  const { source, bucket } = entryBytes[backend];
  // Of these nftables asks and writes down at once, by a bucket of each entry (src/emit/nftables/seen.ts).
  const entry = ({ holds }: LearnedSet): number =>
    backend === 'nftables' && holds === 'tried' ? bucket : source;
  const learned = sets.reduce((sum, set) => sum + (set.kind === 'learned' ? set.size * entry(set) : 0), 0);
  const counted = [...meters, ...tables].reduce((sum, { size }) => sum + size, 0);
  return learned + counted * bucket;
}
