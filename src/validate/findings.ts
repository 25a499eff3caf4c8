import type { Diagnostic, Finding, Place, Related } from '../diagnostics/diagnostic.js';
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

/** So many findings of one code are shown; a count stands for the rest. */
const most = 100;

/** The first findings of each code, and a count at the place of the first that is not shown. */
export function capped(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...byCode(findings).values()].flatMap((same) => {
    const next = same[most];
    if (next === undefined) return same;
    const rest: Diagnostic = {
      code: 'VG209',
      args: { more: same.length - most },
      place: next.place,
      related: [],
    };
    return [...same.slice(0, most), rest];
  });
}

function byCode(findings: readonly Diagnostic[]): ReadonlyMap<Code, readonly Diagnostic[]> {
  const groups = new Map<Code, Diagnostic[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group === undefined) groups.set(finding.code, [finding]);
    else group.push(finding);
  }
  return groups;
}
