import { searches } from '../sip/searches.js';
import type { Pattern } from '../sip/signature.js';
import { type Check, finding } from './check.js';
import { bareWords, boilerplate, honestAgents } from './honest-agents.js';
import { ownSignatures, patternAt } from './own-signatures.js';
import { leastBytes } from './short-signature.js';

/** A signature that real phones or every message would hit. */
export const honestSignature: Check = function* ({ policy, document }) {
  for (const use of ownSignatures(policy)) {
    const { id, pattern } = use.signature;
    const found = honestTraffic(pattern);
    if (found === undefined || Buffer.byteLength(pattern.text) < leastBytes) continue;
    yield finding('VG363', patternAt(document, use), { id, text: pattern.text, found });
  }
};

/** What honest traffic the pattern hits, in words. */
function honestTraffic(pattern: Pattern): string | undefined {
  const text = pattern.text.toLowerCase();
  const agent = honestAgents.find((name) => overlap(name.toLowerCase(), text));
  if (agent !== undefined) return `"${agent}" is a real product`;
  if (bareWords.has(text.trim())) return 'the word alone is in many names of phones';
  const usual = anywhere(pattern).some((searched) => boilerplate.some((line) => line.includes(searched)));
  return usual ? 'it is part of nearly every SIP message' : undefined;
}

/** What is tied to no header, as it is searched for. */
function anywhere(pattern: Pattern): readonly string[] {
  const tied = pattern.kind === 'begins' || pattern.kind === 'contains';
  return tied ? [] : searches(pattern).flatMap((texts) => texts.map((text) => text.toLowerCase()));
}

function overlap(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}
