import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where commands look for a policy when none is named. */
export const defaultPolicies = ['policy.yaml', '/etc/vosguard/policy.yaml'] as const;

/** The first that is there, as it is to be shown; `undefined` where none is. */
export function defaultPolicy(
  folder: string,
  candidates: readonly string[] = defaultPolicies,
): string | undefined {
  return candidates.find((path) => existsSync(resolve(folder, path)));
}
