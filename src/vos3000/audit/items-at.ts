import { type PolicyPath, pathText } from '../../policy/path.js';
import type { Audit, Item } from './audit.js';

/** Finds what an audit has compared for a place of the policy. Read once, since a policy may have ten thousand gateways. */
export function itemsAt(audit: Audit | undefined): (path: PolicyPath) => readonly Item[] {
  const byPath = new Map<string, Item[]>();
  for (const item of audit?.items ?? []) {
    const path = pathText(item.path);
    const before = byPath.get(path);
    if (before === undefined) byPath.set(path, [item]);
    else before.push(item);
  }
  return (path) => byPath.get(pathText(path)) ?? [];
}
