import { posix } from 'node:path';
import type { Compiled } from '../../../compile.js';
import { locator } from '../../../diagnostics/locate.js';
import { nodeAt, placeOf } from '../../../parse/document.js';
import type { Origin } from '../../../plan/plan.js';
import type { PolicyPath } from '../../../policy/path.js';

/** Where a file of the policy says what stands at a path; `default` where none does, as the manifest has it. */
export function originIn({ document }: Pick<Compiled, 'document'>): (path: PolicyPath) => Origin {
  const locate = locator();
  return (path) => {
    const policy = path.join('.');
    if (nodeAt(document.root, path)?.span === undefined) return { policy, at: 'default' };
    const place = placeOf(document.root, path, 'value');
    if (place === undefined) return { policy, at: 'default' };
    const { path: file, start } = locate(place);
    const shown = posix.relative(posix.dirname(document.files[0]?.path ?? ''), file);
    return { policy, at: `${shown}:${start.line}:${start.column}` };
  };
}
