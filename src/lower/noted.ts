import type { ChainId, SetId } from '../ruleset/ids.js';
import type { Side } from '../ruleset/match.js';
import { chainsAfter } from '../ruleset/references.js';
import type { Rule, Ruleset } from '../ruleset/ruleset.js';
import { chains, sets } from './names.js';

/**
 * The ruleset with every rule marked that refuses or bans somebody, so that a status can name whom. What the list of the blocked and a ban
 * refuse is not written down once more: those are listed already, and a flood from them must stay the cheapest.
 */
export function noteRefusing(ruleset: Ruleset): Ruleset {
  const banning = new Set(ruleset.chains.filter(({ rules }) => rules.some(bans)).map(({ id }) => id));
  const ofListed = new Set(
    ruleset.chains.flatMap(({ rules }) => rules.flatMap((rule) => (isListed(rule) ? chainsAfter(rule) : []))),
  );
  return {
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({
      ...chain,
      rules: chain.rules.map((rule) => {
        if (ofListed.has(chain.id)) return rule;
        const side = whomItRefuses(rule, chain.hook !== undefined, banning);
        return side === undefined ? rule : { ...rule, noted: side };
      }),
    })),
  };
}

const bans = ({ action }: Rule): boolean =>
  action.kind === 'learn' && (action.set === sets.banned || action.set === sets.proven);

function whomItRefuses(rule: Rule, atHook: boolean, banning: ReadonlySet<ChainId>): Side | undefined {
  const { action, matches, shortcut } = rule;
  if (shortcut || isListed(rule)) return undefined;
  switch (action.kind) {
    case 'goto': {
      // A ban says so itself; only which signature it was for stands before it.
      const named = matches.some(({ kind }) => kind === 'contains') || !banning.has(action.chain);
      if (!action.counted || !named) return undefined;
      return action.chain === chains.answersHeld ? 'destination' : 'source';
    }
    case 'drop':
    case 'reject':
    case 'reset':
      // At the end of a chain that others have sent it to, it was refused before.
      return matches.some(({ kind }) => kind !== 'transport') || atHook ? 'source' : undefined;
    case 'learn':
      return bans(rule) ? action.side : undefined;
    case 'pass':
    case 'accept':
    case 'jump':
    case 'classify':
    case 'forget':
    case 'refill':
    case 'note':
    case 'count':
    case 'log':
    case 'untrack':
    case 'mark':
      return undefined;
  }
}

/** Whether an address is in the set because of what it did. */
export const isBan = (set: SetId): boolean =>
  set === sets.banned || set === sets.paroled || set === sets.proven || set === sets.subnets;

const isListed = ({ matches }: Rule): boolean =>
  matches.some(
    (match) =>
      match.kind === 'address' &&
      !match.negate &&
      (match.set === sets.blocked ||
        match.set === sets.fetched ||
        match.set === sets.fetchedHosts ||
        isBan(match.set)),
  );
