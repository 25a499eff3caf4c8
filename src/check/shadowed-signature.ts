import { searches } from '../sip/searches.js';
import type { Pattern } from '../sip/signature.js';
import { type Check, finding } from './check.js';
import { ownSignatures, patternAt } from './own-signatures.js';
import { alsoAt } from './written.js';

/** A signature that finds nothing which another one does not find: it costs a search and is never the first to hit. */
export const shadowedSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const at = policy.signatures.indexOf(use);
    const wider = policy.signatures.find((other, index) => {
      if (other === use || !hitsWhatHits(other.signature.pattern, use.signature.pattern)) return false;
      return index < at || !hitsWhatHits(use.signature.pattern, other.signature.pattern);
    });
    if (wider === undefined) continue;
    const args = { id: use.signature.id, wider: wider.signature.id };
    yield finding('VG370', patternAt(document, use), args, alsoAt(document, wider.path, `"${args.wider}"`));
  }
};

/** Whether every message that `narrow` is found in has what `wide` looks for: each of its texts within one of the narrow one's. */
function hitsWhatHits(wide: Pattern, narrow: Pattern): boolean {
  const lower = (pattern: Pattern) =>
    searches(pattern).map((texts) => texts.map((text) => text.toLowerCase()));
  return lower(narrow).every((found) =>
    lower(wide).some((wanted) => wanted.every((text) => found.some((one) => one.includes(text)))),
  );
}
