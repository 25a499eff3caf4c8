import type { Report } from '../diagnostics/diagnostic.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { MapEntry, MapNode } from './tree.js';

/**
 * Reports each key that both maps set, down to the key itself: two maps merge as long as they differ in what
 * is in them. The version of the language may stand in every file.
 */
export function reportClashes(first: MapNode, second: MapNode, report: Report, path: PolicyPath = []): void {
  for (const [key, entry] of second.entries) {
    const other = first.entries.get(key);
    if (other === undefined || (path.length === 0 && key === 'vosguard')) continue;
    if (other.value.kind === 'map' && entry.value.kind === 'map') {
      reportClashes(other.value, entry.value, report, [...path, key]);
    } else {
      reportClash(other, entry, pathText([...path, key]), report);
    }
  }
}

function reportClash(first: MapEntry, second: MapEntry, path: string, report: Report): void {
  const related = first.keySpan === undefined ? [] : [{ place: first.keySpan, label: 'it is also set here' }];
  report({ code: 'VG144', args: { path }, place: second.keySpan, related });
}
