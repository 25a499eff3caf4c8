import type { BackendName } from '../policy/policy.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import type { Printed, PrintedBackend } from './manifest.js';

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

/** Bytes of kernel memory that the tables of each backend take when every one of them is full; lists are not counted. */
export function memoryWhenFull(printed: readonly Printed[]): ReadonlyMap<BackendName, number> {
  const total = new Map<BackendName, number>();
  for (const { backend, ruleset } of printed) {
    const name = backendOf(backend);
    if (backend === name) total.set(name, (total.get(name) ?? 0) + bytesOf(ruleset, entryBytes[name]));
  }
  return total;
}

/** The companion that searches for nftables has no tables. */
const backendOf = (backend: PrintedBackend): BackendName =>
  backend === 'nftables+signatures' ? 'nftables' : backend;

function bytesOf({ sets, meters, tables }: Ruleset, { source, bucket }: EntryBytes): number {
  const learned = sets.reduce((sum, set) => sum + (set.kind === 'learned' ? set.size : 0), 0);
  const counted = [...meters, ...tables].reduce((sum, { size }) => sum + size, 0);
  return learned * source + counted * bucket;
}
