import type { SignatureUse } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Action, Chain } from '../ruleset/ruleset.js';
import { otherSpellings, searches, searchesOfOtherSpelling } from '../sip/searches.js';
import type { Pattern } from '../sip/signature.js';
import { chains } from './names.js';
import { accept, chain, type Draft, draft, goTo, pass, refuseTo } from './write.js';

/** Last of all, so that the costly search sees only what every limit has let through: in datagrams, and in connections. */
export function lowerSignatures(
  uses: readonly SignatureUse[],
  bans: boolean,
  unnamed: readonly Draft[] = [],
): readonly Chain[] {
  const datagrams = searching(
    { id: chains.signatures, spelled: chains.spelled },
    { uses, target: bans ? chains.banSignature : chains.refuse, otherwise: pass, unnamed },
  );
  if (uses.length === 0) return datagrams;
  return [
    ...datagrams,
    ...searching(
      { id: chains.tcpSignatures, spelled: chains.tcpSpelled },
      { uses, target: bans ? chains.banTcpSignature : chains.tcpRefused, otherwise: accept, unnamed: [] },
    ),
  ];
}

/**
 * What everybody writes is searched first. A message that spells a header in another way goes to a chain of its own, so that
 * others do not pay for the wider searches there.
 */
function searching(
  { id, spelled }: { readonly id: ChainId; readonly spelled: ChainId },
  { uses, target, otherwise, unnamed }: Search,
): readonly Chain[] {
  const found = (textsOf: TextsOf) => foundIn(uses, textsOf, refuseTo(target));
  const spellings = [...new Set(uses.flatMap(({ signature }) => otherSpellings(signature.pattern)))];
  const asked = spellings.map((text, index) =>
    // No signature can have a name with a dot in it.
    draft(`other.spelling.${index + 1}`, [{ kind: 'contains', text }], goTo(spelled), ['signatures']),
  );
  const nothing = draft('none.found', [], otherwise, ['signatures']);
  const wide = chain(spelled, [...found(searchesOfOtherSpelling), nothing]);
  return [
    chain(id, [...found(searches), ...unnamed, ...asked, nothing]),
    ...(asked.length === 0 ? [] : [wide]),
  ];
}

interface Search {
  readonly uses: readonly SignatureUse[];
  /** Where a packet goes in which one is found. */
  readonly target: ChainId;
  readonly otherwise: Action;
  /** What refuses those that name no domain of ours. */
  readonly unnamed: readonly Draft[];
}

type TextsOf = (pattern: Pattern) => readonly (readonly string[])[];

const foundIn = (uses: readonly SignatureUse[], textsOf: TextsOf, found: Action): readonly Draft[] =>
  uses.flatMap(({ signature, path }) =>
    textsOf(signature.pattern).map((texts, index) =>
      draft(
        index === 0 ? signature.id : `${signature.id}.${index + 1}`,
        texts.map((text) => ({ kind: 'contains', text })),
        found,
        path,
      ),
    ),
  );
