import type { Origin, SysctlChange } from '../plan.js';

export interface SysctlsDifference {
  readonly changes: readonly SysctlChange[];
  readonly unchanged: number;
}

/** The keys that the policy sets, and no others. */
export function compareSysctls(
  live: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  originOf: (key: string) => Origin | undefined,
): SysctlsDifference {
  const changes = [...wanted].flatMap(([key, value]): readonly SysctlChange[] => {
    const old = live.get(key);
    if (old === value) return [];
    const fields = [{ key: 'value', old, new: value }];
    return [{ kind: 'sysctl', verb: 'change', key, origin: originOf(key), fields }];
  });
  return { changes, unchanged: wanted.size - changes.length };
}
