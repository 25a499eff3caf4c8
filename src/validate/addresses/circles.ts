import type { Parts } from './parts.js';

/** Groups that contain themselves, each circle once: the names on the way round, the first one again at the end. */
export function circles(groups: Parts): readonly (readonly string[])[] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    const at = way.indexOf(name);
    if (at !== -1) found.push([...way.slice(at), name]);
    if (at !== -1 || done.has(name)) return;
    for (const part of groups.get(name) ?? []) if (part.kind === 'group') visit(part.name, [...way, name]);
    done.add(name);
  };
  for (const name of groups.keys()) visit(name, []);
  return found;
}
