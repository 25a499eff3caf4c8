import type { SignatureUse } from '../policy/policy.js';
import { searches } from '../sip/searches.js';
import { type Check, finding } from './check.js';
import { isOwn, patternAt } from './own-signatures.js';
import { alsoAt } from './written.js';

/** A signature that finds nothing which another one does not find: it costs a search and is never the first to hit. */
export const shadowedSignature: Check = function* ({ policy, document }) {
  const all = policy.signatures.map((use) => ({ use, texts: textsOf(use) }));
  for (const [at, { use, texts }] of all.entries()) {
    if (!isOwn(use)) continue;
    const wider = all.find(({ texts: others }, index) => {
      if (index === at || !hitsWhatHits(others, texts)) return false;
      return index < at || !hitsWhatHits(texts, others);
    })?.use;
    if (wider === undefined) continue;
    const args = { id: use.signature.id, wider: wider.signature.id };
    yield finding('VG370', patternAt(document, use), args, alsoAt(document, wider.path, `"${args.wider}"`));
  }
};

type Texts = readonly (readonly string[])[];

function textsOf({ signature }: SignatureUse): Texts {
  return searches(signature.pattern).map((texts) => texts.map((text) => text.toLowerCase()));
}

/** Whether every message that `narrow` is found in has what `wide` looks for: each of its texts within one of the narrow one's. */
function hitsWhatHits(wide: Texts, narrow: Texts): boolean {
  return narrow.every((found) =>
    wide.some((wanted) => wanted.every((text) => found.some((one) => one.includes(text)))),
  );
}
