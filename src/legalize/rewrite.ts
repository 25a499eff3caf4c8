import type { Chain, Rule, Ruleset } from '../ruleset/ruleset.js';

/** The ruleset with each rule replaced by the rules that `rewrite` makes of it, possibly none. */
export function mapRules(ruleset: Ruleset, rewrite: (rule: Rule, chain: Chain) => readonly Rule[]): Ruleset {
  return {
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({
      ...chain,
      rules: chain.rules.flatMap((rule) => rewrite(rule, chain)),
    })),
  };
}
