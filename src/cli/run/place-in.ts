import { posix } from 'node:path';
import { locator } from '../../diagnostics/locate.js';
import { type Document, nodeAt, placeOf } from '../../parse/document.js';
import type { PolicyPath } from '../../policy/path.js';

/** Where a file of the policy says what stands at a path: `policy.yaml:12:5`. `undefined` where it is a default. */
export function placeIn(document: Document): (path: PolicyPath) => string | undefined {
  const locate = locator();
  return (path) => {
    if (nodeAt(document.root, path)?.span === undefined) return undefined;
    const place = placeOf(document.root, path, 'value');
    if (place === undefined) return undefined;
    const { path: file, start } = locate(place);
    const shown = posix.relative(posix.dirname(document.files[0]?.path ?? ''), file);
    return `${shown}:${start.line}:${start.column}`;
  };
}
