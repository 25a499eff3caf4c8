import type { Count, Milliseconds } from '../net/units.js';
import type { Capabilities } from '../platform/capabilities.js';
import type { PolicyPath } from '../policy/path.js';
import { type ChainId, chainId, type RuleId, ruleId, setId } from '../ruleset/ids.js';
import type { Side } from '../ruleset/match.js';
import { isFinal } from '../ruleset/references.js';
import type { Action, Chain, NotedSet, Rule, Ruleset } from '../ruleset/ruleset.js';
import type { NoteFallback } from './fallback.js';

const origin: PolicyPath = ['sip', 'strangers'];
const noted: NotedSet = {
  kind: 'noted',
  id: setId('noted'),
  name: 'noted',
  family: 'any',
  timeout: 3_600_000 as Milliseconds,
  /** What a status can list at once; forged sources may fill it, and then it shows those that were there first. */
  size: 4096 as Count,
  origin,
};
/** Longer than anybody observes at once. */
const whileObserving = 86_400_000 as Milliseconds;

/** The rules that write somebody down, in the order in which nftables numbers them. */
export const notedRules = ({ chains }: Ruleset): readonly RuleId[] =>
  chains.flatMap(({ rules }) => rules.flatMap((rule) => (rule.noted === undefined ? [] : [rule.id])));

/**
 * Writes down whom a rule refuses, in a set of addresses and rule numbers. Not in the refusing rule itself: a statement that a full set
 * turns down ends the rule, and the packet would pass. So the packet takes the number with it to the chain where it
 * is refused, as its mark, which nobody sees after that. A rule after which the packet goes on is led by one of its own instead.
 */
export function noteRefusals(ruleset: Ruleset, { notes }: Capabilities, note: NoteFallback): Ruleset {
  if (notes === 'by-rule') return ruleset;
  const ids = notedRules(ruleset);
  if (ids.length === 0) return ruleset;
  if (notes === 'no') {
    note({ kind: 'no-notes', origin: ['target', 'platform'] });
    return {
      ...ruleset,
      chains: ruleset.chains.map((chain) => ({ ...chain, rules: chain.rules.map(plain) })),
    };
  }
  const number = new Map(ids.map((id, index) => [id, index + 1]));
  const ends = new Map<ChainId, Side>();
  const verdicts = new Map<ChainId, Chain>();
  const numbered = (rule: Rule): readonly Rule[] => {
    const as = number.get(rule.id);
    if (as === undefined || rule.noted === undefined) return [rule];
    const { action } = rule;
    if (action.kind === 'goto') {
      ends.set(action.chain, rule.noted);
      return [{ ...plain(rule), action: { ...action, as } }];
    }
    if (action.kind === 'count')
      return [{ ...plain(rule), action: { ...written(rule.noted, as, whileObserving), counted: true } }];
    if (!isFinal(action)) return [leading(rule, written(rule.noted, as)), plain(rule)];
    const end = verdictChain(action, rule);
    verdicts.set(end.id, end);
    ends.set(end.id, rule.noted);
    return [{ ...plain(rule), action: { kind: 'goto', chain: end.id, counted: true, as } }];
  };
  const chains = ruleset.chains.map((chain) => ({ ...chain, rules: chain.rules.flatMap(numbered) }));
  return {
    ...ruleset,
    sets: [...ruleset.sets, noted],
    chains: [...chains, ...verdicts.values()].map((chain) => withNote(chain, ends.get(chain.id))),
  };
}

function plain({ noted: _, ...rule }: Rule): Rule {
  return rule;
}

function written(
  side: Side,
  as?: number,
  timeout: Milliseconds = noted.timeout,
): Extract<Action, { kind: 'note' }> {
  return { kind: 'note', set: noted.id, side, timeout, ...(as === undefined ? {} : { as }) };
}

const leading = (rule: Rule, action: Action): Rule => ({
  ...plain(rule),
  id: ruleId(`${rule.id}.noted`),
  action,
});

function withNote(chain: Chain, side: Side | undefined): Chain {
  if (side === undefined) return chain;
  const id = ruleId(`${chain.id}.noted`);
  return {
    ...chain,
    rules: [{ id, family: 'any', matches: [], action: written(side), origin }, ...chain.rules],
  };
}

/** Where a rule goes that has refused by itself. */
function verdictChain(action: Action, { origin: from }: Rule): Chain {
  const id = chainId(`noted.${action.kind}`);
  const rule: Rule = { id: ruleId(`${id}.${action.kind}`), family: 'any', matches: [], action, origin: from };
  return { id, name: id, hook: undefined, rules: [rule] };
}
