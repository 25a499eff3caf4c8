import type { SignatureUse } from '../policy/policy.js';
import type { Chain } from '../ruleset/ruleset.js';
import { searches } from '../sip/searches.js';
import { chains } from './names.js';
import { chain, draft, pass, refuseTo } from './write.js';

/** Last of all, so that the costly search sees only what every limit has let through. */
export function lowerSignatures(uses: readonly SignatureUse[], bans: boolean): Chain {
  const found = refuseTo(bans ? chains.banSignature : chains.refuse);
  const drafts = uses.flatMap(({ signature, path }) =>
    searches(signature.pattern).map((texts, index) =>
      draft(
        index === 0 ? signature.id : `${signature.id}.${index + 1}`,
        texts.map((text) => ({ kind: 'contains', text })),
        found,
        path,
      ),
    ),
  );
  // No signature can have a name with a dot in it.
  return chain(chains.signatures, [...drafts, draft('none.found', [], pass, ['signatures'])]);
}
