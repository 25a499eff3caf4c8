import type { Diagnostic, Finding, Related } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import type { Code } from '../diagnostics/words/index.js';
import type { Document } from '../parse/document.js';
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
