import { type ChainId, ruleId } from '../ruleset/ids.js';
import type { Action, Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules } from './fallback.js';

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

/** `REGISTER `, `SIP/2.0 ` and `200 ` as part of an id. */
const word = (text: string) => text.trim().replace(/\/.*$/, '');
