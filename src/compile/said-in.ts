import type { Place } from '../diagnostics/source.js';
import { type Document, nodeAt, placeOf } from '../parse/document.js';
import type { PolicyPath } from '../policy/path.js';

/** Where a file says the very value, or its key where that is a map: what stands above a default does not say it. */
export const saidIn =
  (document: Document) =>
  (origin: PolicyPath): Place | undefined => {
    const node = nodeAt(document.root, origin);
    if (node?.span === undefined) return undefined;
    return placeOf(document.root, origin, node.kind === 'map' ? 'key' : 'value');
  };
