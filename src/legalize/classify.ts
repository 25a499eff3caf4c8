import { type ChainId, chainId, ruleId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Action, Chain, ClassifyCase, Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules } from './fallback.js';

type Classify = Extract<Action, { kind: 'classify' }>;

const goTo = (chain: ChainId): Action => ({ kind: 'goto', chain });

/** One comparison after the other, in the order of the cases; `lookups` stay where the backend has maps. */
export function classifyByRules(ruleset: Ruleset, lookups: 'too' | 'not'): Ruleset {
  return mapRules(ruleset, (rule) => {
    const { action } = rule;
    if (action.kind !== 'classify' || (lookups === 'not' && action.lookup)) return [rule];
    const { transport, offset, header } = action;
    const tests = action.cases.map(
      ({ text, chain }): Rule => ({
        ...rule,
        id: ruleId(`${rule.id}.${word(text)}`),
        matches: [...rule.matches, { kind: 'payload', transport, offset, text, ...(header && { header }) }],
        action: goTo(chain),
      }),
    );
    return [...tests, { ...rule, id: ruleId(`${rule.id}.otherwise`), action: goTo(action.otherwise) }];
  });
}

/** Bytes that one lookup compares: the first four of every method, and all of a status, differ. */
const prefixLength = 4;

/**
 * One lookup over the first four bytes, and for longer texts a chain that confirms the rest: `REGIxyz` is no REGISTER.
 */
export function confirmPrefixes(ruleset: Ruleset): Ruleset {
  return { ...ruleset, chains: ruleset.chains.flatMap(confirmed) };
}

function confirmed(chain: Chain): readonly Chain[] {
  const confirmations: Chain[] = [];
  const rules = chain.rules.map((rule): Rule => {
    const { action } = rule;
    if (action.kind !== 'classify') return rule;
    const cases = action.cases.map((one): ClassifyCase => {
      if (one.text.length === prefixLength) return one;
      const next = confirmation(rule, action, one);
      confirmations.push(next);
      return { text: one.text.slice(0, prefixLength), chain: next.id, whole: one.text };
    });
    return { ...rule, action: { ...action, cases } };
  });
  return [{ ...chain, rules }, ...confirmations];
}

function confirmation(
  rule: Rule,
  { transport, offset, otherwise, header }: Classify,
  { text, chain }: ClassifyCase,
): Chain {
  const id = chainId(`${rule.id}.${word(text)}`);
  const rest = {
    kind: 'payload',
    transport,
    text: text.slice(prefixLength),
    ...(header && { header }),
  } as const;
  const matches: readonly Match[] = [{ ...rest, offset: offset + prefixLength }];
  const rules: readonly Rule[] = [
    { ...rule, id: ruleId(`${id}.confirmed`), matches, action: goTo(chain) },
    { ...rule, id: ruleId(`${id}.otherwise`), matches: [], action: goTo(otherwise) },
  ];
  return { id, name: id, hook: undefined, rules };
}

/** `REGISTER `, `SIP/2.0 ` and `200 ` as part of an id. */
const word = (text: string) => text.trim().replace(/\/.*$/, '');
