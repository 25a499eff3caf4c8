import type { SignatureUse } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { isOwn } from './own-signatures.js';
import { alsoAt, valueAt } from './written.js';

/** Two signatures of one name. Packs share names only for the same text, which validation has made one. */
export const signatureTwice: Check = function* ({ policy, document }) {
  const first = new Map<string, SignatureUse>();
  for (const use of policy.signatures) {
    const { id } = use.signature;
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, use);
    } else if (isOwn(use)) {
      const from = isOwn(earlier) ? 'above' : 'by a pack in "signatures.use"';
      yield finding(
        'VG361',
        valueAt(document, use.path),
        { id, from },
        alsoAt(document, earlier.path, 'the other'),
      );
    }
  }
};
