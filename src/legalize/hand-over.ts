import { type ChainId, chainId, ruleId } from '../ruleset/ids.js';
import type { SearchMark } from '../ruleset/match.js';
import type { Action, Chain, Rule, Ruleset } from '../ruleset/ruleset.js';

/** A ruleset without searches, and the one that searches for it, if there is anything to search. */
export interface HandedOver {
  readonly ruleset: Ruleset;
  readonly companion: Ruleset | undefined;
}

/**
 * Leaves the searches to a companion in iptables' raw table, between two hooks of the ruleset. What reaches the signatures
 * is marked `wanted` at the first; the companion searches only that and marks `found`; the second bans and takes the
 * mark away. So who is searched, who is banned and for how long stands in one place and in one set, and without the
 * companion nothing happens. The other road, a set of bans on each side, would need the trusted and the called twice.
 */
export function handOver(ruleset: Ruleset): HandedOver {
  const [searching, ...more] = ruleset.chains.filter(({ rules }) => rules.some(isSearch));
  const found = searching?.rules.find(isSearch)?.action;
  if (searching === undefined || found === undefined) return { ruleset, companion: undefined };
  if (more.length > 0) throw new Error('searches stand in more than one chain');
  const chains = ruleset.chains.map((chain) => {
    if (chain !== searching) return chain.hook === 'prerouting' ? withoutForeignMark(chain) : chain;
    const wanted = draft(`${chain.id}.search.wanted`, [], mark('wanted'));
    return { ...chain, rules: [wanted, ...chain.rules.filter((rule) => !isSearch(rule))] };
  });
  return {
    ruleset: { ...ruleset, chains: [...chains, ...afterSearch(found)] },
    companion: {
      ...ruleset,
      ...{ sets: [], meters: [], tables: [], devices: [] },
      chains: companionChains(searching),
    },
  };
}

const isSearch = ({ matches }: Rule) => matches.some(({ kind }) => kind === 'contains');
const mark = (to: SearchMark | 'none'): Action => ({ kind: 'mark', mark: to });
const pass: Action = { kind: 'pass' };
const goTo = (chain: ChainId): Action => ({ kind: 'goto', chain });

function draft(id: string, matches: Rule['matches'], action: Action): Rule {
  return { id: ruleId(id), family: 'any', matches, action, origin: ['signatures'] };
}

/** A mark that another tool gave the packet before us must look neither like a hit nor like a wish: it could ban a trusted source. */
function withoutForeignMark(chain: Chain): Chain {
  const foreign = draft(`${chain.id}.foreign.mark`, [{ kind: 'mark', mark: 'any' }], mark('none'));
  return { ...chain, rules: chain.rules.flatMap((rule) => (isLoopback(rule) ? [rule, foreign] : [rule])) };
}

const isLoopback = ({ matches }: Rule) => matches.some(({ kind }) => kind === 'loopback');

/** One comparison for media and all else that was not searched. Marks of what stays on this host are its programs' own. */
function afterSearch(found: Action): readonly Chain[] {
  const hook = chainId('hook.searched');
  const id = chainId('searched.marked');
  const marked = draft(`${hook}.marked`, [{ kind: 'mark', mark: 'any' }], goTo(id));
  const rules = [
    draft(`${id}.loopback`, [{ kind: 'loopback' }], pass),
    draft(`${id}.found`, [{ kind: 'mark', mark: 'found' }], found),
    draft(`${id}.nothing`, [], mark('none')),
    draft(`${id}.pass`, [], pass),
  ];
  return [
    { id: hook, name: hook, hook: 'searched', rules: [marked] },
    { id, name: id, hook: undefined, rules },
  ];
}

/** The rules keep their ids. Chains have names of their own, so that they never replace those of the iptables backend. */
function companionChains(searching: Chain): readonly Chain[] {
  const hook = chainId('hook.signatures');
  const found = chainId('signatures.found');
  const wanted = draft(`${hook}.wanted`, [{ kind: 'mark', mark: 'wanted' }], goTo(searching.id));
  const marking = [draft(`${found}.mark`, [], mark('found')), draft(`${found}.pass`, [], pass)];
  return [
    { id: hook, name: hook, hook: 'prerouting', rules: [wanted] },
    {
      ...searching,
      name: 'signatures',
      rules: searching.rules.map((rule) => (isSearch(rule) ? { ...rule, action: goTo(found) } : rule)),
    },
    { id: found, name: found, hook: undefined, rules: marking },
  ];
}
