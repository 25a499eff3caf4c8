import type { Report } from '../diagnostics/diagnostic.js';
import type { Span } from '../diagnostics/source.js';
import type { MapNode, Tree } from './tree.js';

export interface Include {
  readonly path: string;
  readonly place: Span | undefined;
}

/** The paths under `include`, which counts at the top of a file only. */
export function includesOf(root: MapNode, report: Report): readonly Include[] {
  const value = root.entries.get('include')?.value;
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return [];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    const path = pathOf(item);
    if (path === undefined) report({ code: 'VG140', args: null, place: item.span, related: [] });
    return path === undefined ? [] : [{ path, place: item.span }];
  });
}

function pathOf(item: Tree): string | undefined {
  return item.kind === 'scalar' && typeof item.value === 'string' && item.value !== ''
    ? item.value
    : undefined;
}
