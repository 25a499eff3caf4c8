import { searches } from '../sip/searches.js';
import { type Check, finding } from './check.js';
import { ownSignatures, patternAt } from './own-signatures.js';

/** XT_STRING_MAX_PATTERN_SIZE in linux/netfilter/xt_string.h. */
const mostBytes = 128;

/** A signature that the kernel's string match cannot hold. */
export const longSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const bytes = Math.max(
      ...searches(use.signature.pattern)
        .flat()
        .map((text) => Buffer.byteLength(text)),
    );
    if (bytes <= mostBytes) continue;
    yield finding('VG364', patternAt(document, use), { id: use.signature.id, bytes });
  }
};
