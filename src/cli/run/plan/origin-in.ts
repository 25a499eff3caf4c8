import type { Compiled } from '../../../compile.js';
import type { Origin } from '../../../plan/plan.js';
import type { PolicyPath } from '../../../policy/path.js';
import { placeIn } from '../place-in.js';

/** Where a file of the policy says what stands at a path; `default` where none does, as the manifest has it. */
export function originIn({ document }: Pick<Compiled, 'document'>): (path: PolicyPath) => Origin {
  const at = placeIn(document);
  return (path) => ({ policy: path.join('.'), at: at(path) ?? 'default' });
}
