import type { Count, Milliseconds } from '../net/units.js';
import { type ChainId, chainId, meterId, ruleId, wouldSuffix } from '../ruleset/ids.js';
import type { Match, SearchMark } from '../ruleset/match.js';
import { chainsAfter, keepReachable, reachedFrom } from '../ruleset/references.js';
import type { Action, Chain, Meter, Rule, Ruleset } from '../ruleset/ruleset.js';
import { isUnnamed } from './searches.js';

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
 *
 * Segments are judged behind conntrack, where the companion cannot come between: they are searched before, so many a second,
 * and keep the mark until then. A forged one costs its search and no more.
 */
export function handOver(ruleset: Ruleset): HandedOver {
  const searching = ruleset.chains.filter(({ rules }) => rules.some(isSearch));
  const entrances = firstOf(searching);
  const [datagrams, ...others] = entrances.filter(({ id }) => !behindConntrack(ruleset, id));
  const [segments, ...more] = entrances.filter(({ id }) => behindConntrack(ruleset, id));
  if (others.length + more.length > 0)
    throw new Error('searches of a transport stand in more than one chain');
  if (datagrams === undefined) return { ruleset, companion: undefined };
  const found = datagrams.rules.find((rule) => isSearch(rule) && !isUnnamed(rule));
  const unnamed = datagrams.rules.find(isUnnamed);
  const passing = ruleset.chains.find(({ hook }) => hook === 'passing');
  const entrance =
    passing?.rules.flatMap(chainsAfter)[0] ?? ruleset.chains.find(({ hook }) => hook === 'prerouting')?.id;
  const chains = ruleset.chains.map((chain) => {
    if (chain === datagrams) return wantedInstead(chain);
    if (chain === segments) return foundInstead(chain);
    if (chain.id === entrance) return withoutForeignMark(chain);
    return segments !== undefined && chain.id === tcpEntrance ? wantedAtOnce(chain) : chain;
  });
  return {
    ruleset: keepReachable({
      ...ruleset,
      chains: [...chains, ...afterSearch(found, unnamed, passing)],
      meters: segments === undefined ? ruleset.meters : [...ruleset.meters, searches],
    }),
    companion: {
      ...ruleset,
      ...{ sets: [], meters: [], tables: [], devices: [] },
      chains: companionChains(datagrams, searching, passing === undefined ? 'prerouting' : 'passing'),
    },
  };
}

/** Those that no other chain with searches leads to: that of other spellings stands behind its first. */
function firstOf(searching: readonly Chain[]): readonly Chain[] {
  const behind = new Set(searching.flatMap(({ rules }) => rules.filter(isSearch).flatMap(chainsAfter)));
  return searching.filter(({ id }) => !behind.has(id));
}

const tcpEntrance = chainId('sip.tcp');

function behindConntrack({ chains }: Ruleset, id: ChainId): boolean {
  return reachedFrom(
    chains.filter(({ hook }) => hook === 'input' || hook === 'forward'),
    chains,
  ).has(id);
}

/** What one core searches beside its work; a flood of more is judged by everything else. */
const searches: Meter = {
  id: meterId('search.segments'),
  name: 'search.segments',
  family: 'any',
  key: 'all',
  algorithm: { kind: 'bucket', rate: { count: 2_000 as Count, unit: 'second' }, burst: 2_000 as Count },
  sense: 'within',
  expire: 30_000 as Milliseconds,
  size: 1 as Count,
  whenFull: 'closed',
  origin: ['signatures'],
};

function wantedInstead(chain: Chain): Chain {
  const wanted = draft(`${chain.id}.search.wanted`, [], mark('wanted'));
  return { ...chain, rules: [wanted, ...chain.rules.filter((rule) => !isSearch(rule))] };
}

/** Trusted and blocked segments have left the chain before its last rule. */
function wantedAtOnce(chain: Chain): Chain {
  const within: Match = { kind: 'limit', meter: searches.id };
  const wanted = draft(`${chain.id}.search.wanted`, [{ kind: 'data' }, within], mark('wanted'));
  return { ...chain, rules: [...chain.rules.slice(0, -1), wanted, ...chain.rules.slice(-1)] };
}

function foundInstead(chain: Chain): Chain {
  const [first] = chain.rules.filter(isSearch);
  if (first === undefined) return chain;
  const found = draft(`${chain.id}.search.found`, [{ kind: 'mark', mark: 'found' }], first.action);
  return { ...chain, rules: [found, ...chain.rules.filter((rule) => !isSearch(rule))] };
}

const isSearch = ({ matches }: Rule) => matches.some(({ kind }) => kind === 'contains');
const mark = (to: SearchMark | 'none'): Action => ({ kind: 'mark', mark: to });
const pass: Action = { kind: 'pass' };
const goTo = (chain: ChainId): Action => ({ kind: 'goto', chain });

function draft(id: string, matches: Rule['matches'], action: Action): Rule {
  return { id: ruleId(id), family: 'any', matches, action, origin: ['signatures'] };
}

/**
 * A mark that another tool gave the packet before us must look neither like a hit nor like a wish: it could ban a trusted source. What leaves the
 * chain before it is taken away has none.
 */
function withoutForeignMark(chain: Chain): Chain {
  const foreign = draft(`${chain.id}.foreign.mark`, [{ kind: 'mark', mark: 'any' }], mark('none'));
  const unmarked = (rule: Rule): Rule => ({
    ...rule,
    matches: [...rule.matches, { kind: 'mark', mark: 'none' }],
  });
  const at = chain.rules.findIndex(isLoopback);
  if (at < 0) return { ...chain, rules: [foreign, ...chain.rules] };
  const [before, behind] = [chain.rules.slice(0, at).map(unmarked), chain.rules.slice(at + 1)];
  return { ...chain, rules: [...before, ...chain.rules.slice(at, at + 1), foreign, ...behind] };
}

const isLoopback = ({ matches }: Rule) => matches.some(({ kind }) => kind === 'loopback');

/**
 * One comparison for media and all else that was not searched. Marks of what stays on this host are its programs' own, and those of what is
 * forwarded to others are theirs.
 */
function afterSearch(
  found: Rule | undefined,
  unnamed: Rule | undefined,
  passing: Chain | undefined,
): readonly Chain[] {
  const hook = chainId(passing === undefined ? 'hook.searched' : 'hook.passed');
  const id = chainId('searched.marked');
  const forSwitch = passing?.rules[0]?.matches ?? [];
  const first = draft(`${hook}.marked`, [{ kind: 'mark', mark: 'any' }, ...forSwitch], goTo(id));
  const marked = (name: string, as: SearchMark, action: Action) =>
    draft(
      name,
      [
        { kind: 'mark', mark: as },
        { kind: 'transport', transport: 'udp' },
      ],
      action,
    );
  const rules = [
    ...(passing === undefined ? [draft(`${id}.loopback`, [{ kind: 'loopback' }], pass)] : []),
    ...(found === undefined ? [] : [judged(marked(`${id}.found`, 'found', found.action), found)]),
    ...(unnamed === undefined ? [] : [judged(marked(`${id}.unnamed`, 'unnamed', unnamed.action), unnamed)]),
    draft(`${id}.segment`, [{ kind: 'mark', mark: 'found' }], pass),
    draft(`${id}.nothing`, [], mark('none')),
    draft(`${id}.pass`, [], pass),
  ];
  return [
    { id: hook, name: hook, hook: passing === undefined ? 'searched' : 'passed', rules: [first] },
    { id, name: id, hook: undefined, rules },
  ];
}

/** As the rule that it stands for: what refuses or only says that it would is written down with whom; a ban says so itself. */
function judged(rule: Rule, one: Rule): Rule {
  const origin = isUnnamed(one) ? one.origin : rule.origin;
  if (one.action.kind === 'count')
    return { ...rule, id: ruleId(`${rule.id}${wouldSuffix}`), origin, noted: 'source' };
  return isUnnamed(one) ? { ...rule, origin, noted: 'source' } : rule;
}

/** The rules keep their ids. Chains have names of their own, so that they never replace those of the iptables backend. */
function companionChains(
  first: Chain,
  searching: readonly Chain[],
  at: 'prerouting' | 'passing',
): readonly Chain[] {
  const hook = chainId('hook.search');
  const found = chainId('signatures.found');
  const wanted = draft(`${hook}.wanted`, [{ kind: 'mark', mark: 'wanted' }], goTo(first.id));
  const further = searching.filter((chain) => chain !== first);
  const behind = new Set(first.rules.flatMap(chainsAfter));
  const leadsOn = (rule: Rule) => chainsAfter(rule).some((id) => further.some((chain) => chain.id === id));
  const hit: Action = { kind: 'goto', chain: found, counted: true };
  const unnamed = chainId('signatures.unnamed');
  const marking = (id: ChainId, as: SearchMark): Chain => ({
    id,
    name: id,
    hook: undefined,
    rules: [draft(`${id}.mark`, [], mark(as)), draft(`${id}.pass`, [], pass)],
  });
  const missing: Action = { kind: 'goto', chain: unnamed, counted: true };
  const hitOf = (rule: Rule): Action => (isUnnamed(rule) ? missing : hit);
  return [
    { id: hook, name: hook, hook: at, rules: [wanted] },
    ...[first, ...further.filter(({ id }) => behind.has(id))].map((chain) => ({
      ...chain,
      name: chain === first ? 'signatures' : 'spelled',
      rules: chain.rules.map((rule) =>
        isSearch(rule) && !leadsOn(rule) ? { ...rule, action: hitOf(rule) } : rule,
      ),
    })),
    marking(found, 'found'),
    ...(first.rules.some(isUnnamed) ? [marking(unnamed, 'unnamed')] : []),
  ];
}
