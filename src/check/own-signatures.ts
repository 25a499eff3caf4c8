import type { Place } from '../diagnostics/source.js';
import type { Document } from '../parse/document.js';
import type { Policy, SignatureUse } from '../policy/policy.js';
import { valueAt } from './written.js';

/** The signatures that the policy itself defines; those of packs are not the user's to mend. */
export function ownSignatures({ signatures }: Policy): readonly SignatureUse[] {
  return signatures.filter(isOwn);
}

export function isOwn({ path }: SignatureUse): boolean {
  return path[1] === 'add';
}

/** Where a message about a signature's text points: its kinds are the keys that hold the text. */
export function patternAt(document: Document, { path, signature }: SignatureUse): Place | undefined {
  const { kind } = signature.pattern;
  return valueAt(document, [...path, kind === 'request' ? 'begins' : kind]);
}
