import type { SignatureUse } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Action, Chain } from '../ruleset/ruleset.js';
import { searches } from '../sip/searches.js';
import { chains } from './names.js';
import { accept, chain, draft, pass, refuseTo } from './write.js';

/** Last of all, so that the costly search sees only what every limit has let through: in datagrams, and in connections. */
export function lowerSignatures(uses: readonly SignatureUse[], bans: boolean): readonly Chain[] {
  return [
    searching(chains.signatures, uses, bans ? chains.banSignature : chains.refuse, pass),
    searching(chains.tcpSignatures, uses, bans ? chains.banTcpSignature : chains.tcpRefused, accept),
  ];
}

function searching(id: ChainId, uses: readonly SignatureUse[], target: ChainId, otherwise: Action): Chain {
  const found = refuseTo(target);
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
  return chain(id, [...drafts, draft('none.found', [], otherwise, ['signatures'])]);
}
