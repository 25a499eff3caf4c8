import type { Family } from '../net/family.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Hook, Rule, Ruleset } from '../ruleset/ruleset.js';
import { compileAction } from './actions.js';
import { type Builder, builderFor } from './builder.js';
import { compileMatch } from './matches.js';
import type { CompiledRule, Step } from './program.js';
import type { State } from './state.js';

/** The chains at which the kernel begins, for packets of one family. */
export type Program = ReadonlyMap<Hook, Step>;

/** The rules of a ruleset that a packet of the family can meet; those of the other family say so and are left out. */
export function compileChains(
  ruleset: Ruleset,
  family: Family,
  tools: Pick<Builder, 'engine' | 'searcher'>,
  state: State,
): Program {
  const steps = new Map<ChainId, Step>(ruleset.chains.map(({ id }) => [id, { id, rules: [] }]));
  const builder = builderFor(ruleset, tools, state, steps);
  for (const { id, rules } of ruleset.chains) {
    const here = rules.filter((rule) => rule.family === 'any' || rule.family === family);
    builder.find.chain(id).rules = here.map((rule) => compileRule(rule, builder));
  }
  return new Map(
    ruleset.chains.flatMap(({ id, hook }) => (hook === undefined ? [] : [[hook, builder.find.chain(id)]])),
  );
}

function compileRule(rule: Rule, builder: Builder): CompiledRule {
  return {
    rule,
    tests: rule.matches.map((match) => compileMatch(match, builder)),
    act: compileAction(rule.action, builder),
    refuses: refuses(rule),
  };
}

const refuses = ({ action }: Rule): boolean => action.kind === 'goto' && action.counted === true;
