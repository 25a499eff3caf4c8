import { readFileSync } from 'node:fs';

/** The values of sysctl keys; one that the kernel does not have, or does not show, is left out. */
export function readKeys(keys: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const key of keys) {
    try {
      const text = readFileSync(`/proc/sys/${key.replaceAll('.', '/')}`, 'utf8');
      values.set(key, text.trim().replace(/\s+/g, ' '));
    } catch {
      // nf_conntrack's keys are not there until the module is loaded.
    }
  }
  return values;
}
