import type { Diagnostic, Finding, Related } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import type { ArgsByCode, Code } from '../diagnostics/words/index.js';
import { placeOf } from '../parse/document.js';
import type { MapNode } from '../parse/tree.js';
import type { PolicyPath } from '../policy/path.js';

export interface Where {
  readonly path: PolicyPath;
  /** The value where nothing is said. */
  readonly on?: 'key' | 'value';
  /** Where the tree cannot say: a line of a list file. */
  readonly place?: Place | undefined;
  readonly related?: readonly Related[];
}

/** Collects what is wrong with one merged tree. */
export interface Findings {
  readonly add: <C extends Code>(code: C, args: ArgsByCode[C], where: Where) => void;
  readonly all: readonly Diagnostic[];
}

export function findingsIn(root: MapNode): Findings {
  const all: Diagnostic[] = [];
  return {
    all,
    add: (code, args, where) => {
      const place = where.place ?? placeOf(root, where.path, where.on ?? 'value');
      const finding: Finding<typeof code> = { code, args, place, related: where.related ?? [] };
      // A code and its own arguments: the compiler cannot see that a generic pair is one of the union's pairs.
      all.push(finding as Diagnostic);
    },
  };
}
