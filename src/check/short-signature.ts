import { type Check, finding } from './check.js';
import { ownSignatures, patternAt } from './own-signatures.js';

/** Text of fewer bytes stands in honest messages by chance. */
export const leastBytes = 4;

/** A signature with too little text. */
export const shortSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    if (Buffer.byteLength(pattern.text) >= leastBytes) continue;
    yield finding('VG362', patternAt(document, use), { id, text: pattern.text });
  }
};
