import type { Pattern } from '../sip/signature.js';
import { type Check, finding } from './check.js';
import { ownSignatures, patternAt } from './own-signatures.js';

/** XT_STRING_MAX_PATTERN_SIZE in linux/netfilter/xt_string.h. */
const mostBytes = 128;

/** A signature that the kernel's string match cannot hold. */
export const longSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const bytes = Buffer.byteLength(searched(use.signature.pattern));
    if (bytes <= mostBytes) continue;
    yield finding('VG364', patternAt(document, use), { id: use.signature.id, bytes });
  }
};

/** The text that is searched for: with `begins`, the header's name belongs to it. */
function searched(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'begins':
      return `${pattern.header}: ${pattern.text}`;
    case 'contains':
    case 'raw':
      return pattern.text;
  }
}
