import { type PolicyPath, pathText } from '../../policy/path.js';
import type { Range } from '../catalogue/parameter.js';
import type { HeldParameter } from '../held/held.js';

/** What a policy wants and what the switch holds, side by side. Texts are the database's and the policy's, unescaped. */
export interface Audit {
  readonly server: { readonly database: string | undefined; readonly version: string | undefined };
  /** `SERVER_DATABASE_VERSION`. */
  readonly schema: string | undefined;
  readonly items: readonly Item[];
  /** What could not be compared, and other things worth knowing that are no difference. */
  readonly notes: readonly string[];
}

/** One thing that was compared. */
export interface Item {
  /** A parameter's name in the database, `retail-1 cps`, `/external/server`. */
  readonly what: string;
  readonly kind: 'version' | 'parameter' | 'gateway' | 'web' | 'blacklist';
  /** The managed object of a row, where several have one name. */
  readonly moid: number | undefined;
  readonly verdict: Verdict;
  /** As a person reads it; `undefined` where there is nothing. */
  readonly held: string | undefined;
  readonly wanted: string | undefined;
  readonly range: Range | undefined;
  readonly remark: string | undefined;
  /** Where the policy says what is wanted. */
  readonly path: PolicyPath;
  /** The row of a parameter, and the text that it should hold. */
  readonly row: HeldParameter | undefined;
  readonly text: string | undefined;
}

export const verdicts = ['same', 'differs', 'missing', 'unreadable', 'impossible', 'unknown'] as const;

export type Verdict =
  | 'same'
  | 'differs'
  /** No row for it. */
  | 'missing'
  /** The row holds nothing that the catalogue understands. */
  | 'unreadable'
  /** The switch cannot hold what is wanted: out of its range, not in its version, not understood. */
  | 'impossible'
  /** The database, or the file, does not tell. */
  | 'unknown';

export const isDifference = ({ verdict }: Item): boolean => verdict !== 'same' && verdict !== 'unknown';
export const isUnknown = ({ verdict }: Item): boolean => verdict === 'unknown';

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
