import type { BackendName } from '../policy/policy.js';
import { bytesWhenFull } from '../ruleset/memory.js';
import type { Printed, PrintedBackend } from './manifest.js';

/** Bytes of kernel memory that the tables of each backend take when every one of them is full; lists are not counted. */
export function memoryWhenFull(printed: readonly Printed[]): ReadonlyMap<BackendName, number> {
  const total = new Map<BackendName, number>();
  for (const { backend, ruleset } of printed) {
    const name = backendOf(backend);
    if (backend === name) total.set(name, (total.get(name) ?? 0) + bytesWhenFull(ruleset, name));
  }
  return total;
}

/** Rounded up, as people and `install.sh` are told. */
export const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

/** The companion that searches for nftables has no tables. */
const backendOf = (backend: PrintedBackend): BackendName =>
  backend === 'nftables+signatures' ? 'nftables' : backend;
