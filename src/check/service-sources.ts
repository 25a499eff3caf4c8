import type { Place } from '../diagnostics/source.js';
import type { Document } from '../parse/document.js';
import type { Service } from '../policy/policy.js';
import { keyAt, valueAt } from './written.js';

/** Where a message about who may reach a service points: at its sources, or at its name if it has none. */
export function serviceSources(document: Document, { from, path }: Service): Place | undefined {
  return from === undefined ? keyAt(document, path) : valueAt(document, from.path);
}
