import { nodeAt } from '../../parse/document.js';
import type { Tree } from '../../parse/tree.js';
import type { PolicyPath } from '../../policy/path.js';

/** A JSON pointer (RFC 6901) as a path: a step into a list is a number. */
export function pathOf(root: Tree, pointer: string): PolicyPath {
  const path: (string | number)[] = [];
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(nodeAt(root, path)?.kind === 'list' ? Number(key) : key);
  }
  return path;
}
