import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Code } from '../diagnostics/words/index.js';

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
