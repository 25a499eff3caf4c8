import type { SignatureUse } from '../policy/policy.js';
import type { Match } from '../ruleset/match.js';
import type { Chain } from '../ruleset/ruleset.js';
import type { Pattern } from '../sip/signature.js';
import { chains } from './names.js';
import { chain, draft, pass, refuseTo } from './write.js';

/** Last of all, so that the costly search sees only what every limit has let through. */
export function lowerSignatures(uses: readonly SignatureUse[], bans: boolean): Chain {
  const found = refuseTo(bans ? chains.banSignature : chains.refuse);
  const drafts = uses.flatMap(({ signature, path }) =>
    searches(signature.pattern).map((matches, index) =>
      draft(index === 0 ? signature.id : `${signature.id}.${index + 1}`, matches, found, path),
    ),
  );
  // No signature can have a name with a dot in it.
  return chain(chains.signatures, [...drafts, draft('none.found', [], pass, ['signatures'])]);
}

/**
 * RFC 3261 7.3.1 lets white space stand after the colon; one space, as everybody writes it, and none are looked for.
 * A text at any place of a header cannot be tied to that header by a search in the packet: both are asked for.
 */
function searches(pattern: Pattern): readonly (readonly Match[])[] {
  switch (pattern.kind) {
    case 'begins':
      return [`${pattern.header}: ${pattern.text}`, `${pattern.header}:${pattern.text}`].map((text) => [
        { kind: 'contains', text },
      ]);
    case 'contains':
      return [
        [
          { kind: 'contains', text: `${pattern.header}:` },
          { kind: 'contains', text: pattern.text },
        ],
      ];
    case 'raw':
      return [[{ kind: 'contains', text: pattern.text }]];
  }
}
