import type { Diagnostic, Finding, Place, Related } from '../diagnostics/diagnostic.js';
import type { Code } from '../diagnostics/words/index.js';
import { type Document, nodeAt, placeOf } from '../parse/document.js';
import type { Tree } from '../parse/tree.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy } from '../policy/policy.js';

/** What a check looks at. */
export interface Subject {
  readonly policy: Policy;
  readonly document: Document;
  /** `YYYY-MM-DD`; given from outside, since a check has no clock. */
  readonly today: string;
}

/** Looks for one mistake that a valid policy can still have. */
export type Check = (subject: Subject) => Iterable<Diagnostic>;

export function finding<C extends Code>(
  code: C,
  place: Place | undefined,
  args: Finding<C>['args'],
  related: readonly Related[] = [],
): Finding<C> {
  return { code, args, place, related };
}

/** Whether a file said anything at the path or below it, rather than the defaults alone. */
export function isWritten({ root }: Document, path: PolicyPath): boolean {
  const node = nodeAt(root, path);
  return node !== undefined && holdsWritten(node);
}

function holdsWritten(node: Tree): boolean {
  switch (node.kind) {
    case 'scalar':
      return node.span !== undefined;
    case 'list':
      return node.span !== undefined || node.items.some(holdsWritten);
    case 'map':
      return node.span !== undefined || [...node.entries.values()].some(({ value }) => holdsWritten(value));
  }
}

/** Where a message about the value at the path points. */
export function valueAt({ root }: Document, path: PolicyPath): Place | undefined {
  return placeOf(root, path, 'value');
}

/** Where a message about the path as a whole points: its key. */
export function keyAt({ root }: Document, path: PolicyPath): Place | undefined {
  return placeOf(root, path, 'key');
}

/** The value at the path as a second place; none where it is a default, which has no place. */
export function alsoAt(document: Document, path: PolicyPath, label: string): readonly Related[] {
  const place = isWritten(document, path) ? valueAt(document, path) : undefined;
  return place === undefined ? [] : [{ place, label }];
}
