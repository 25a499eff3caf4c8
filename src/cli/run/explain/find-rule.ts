import type { Compiled } from '../../../compile.js';
import { chainsAfter } from '../../../ruleset/references.js';
import type { Chain, Hook, Rule, Ruleset } from '../../../ruleset/ruleset.js';

export interface FoundRule {
  readonly rule: Rule;
  readonly chain: Chain;
  /** Its place in the chain, from 0. */
  readonly at: number;
  /** What leads to the chain: rules, or the hook at which the kernel calls it. */
  readonly from: readonly string[];
  readonly ruleset: Ruleset;
}

/** As the policy asks for it, else as a backend needs it: some rules are the backend's own. */
export function findRule(id: string, { ruleset, printed }: Compiled): FoundRule | undefined {
  for (const one of [ruleset, ...printed.map((each) => each.ruleset)]) {
    for (const chain of one.chains) {
      const at = chain.rules.findIndex((rule) => rule.id === id);
      const rule = chain.rules[at];
      if (rule !== undefined) return { rule, chain, at, from: leadingTo(chain, one), ruleset: one };
    }
  }
  return undefined;
}

/** Every id that can be asked for. */
export function ruleIds({ ruleset, printed }: Compiled): readonly string[] {
  const all = [ruleset, ...printed.map((each) => each.ruleset)];
  return [...new Set(all.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules.map(({ id }) => id))))];
}

const hooks: { readonly [H in Hook]: string } = {
  ingress: 'what comes in at a network device, before everything else',
  prerouting: 'what comes in, before conntrack',
  searched: 'what comes in, behind the search for signatures',
  output: 'what the switch sends, before conntrack',
  input: 'what is for this host, after conntrack',
};

function leadingTo(chain: Chain, { chains }: Ruleset): readonly string[] {
  const rules = chains.flatMap((one) => one.rules.filter((rule) => chainsAfter(rule).includes(chain.id)));
  return [...(chain.hook === undefined ? [] : [hooks[chain.hook]]), ...rules.map(({ id }) => id)];
}
