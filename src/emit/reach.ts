import type { ChainId } from '../ruleset/ids.js';
import { chainsAfter } from '../ruleset/references.js';
import type { Chain, Hook, Ruleset } from '../ruleset/ruleset.js';
import { lookup } from './lookup.js';

/** The hooks from which a packet can come into each chain. A chain that no hook leads to has none. */
export type Reach = (id: ChainId) => ReadonlySet<Hook>;

export function reach(ruleset: Ruleset): Reach {
  const { chain } = lookup(ruleset);
  const reached = new Map<ChainId, Set<Hook>>(ruleset.chains.map(({ id }) => [id, new Set<Hook>()]));
  const walk = ({ id, rules }: Chain, hook: Hook): void => {
    const hooks = reached.get(id);
    if (!hooks || hooks.has(hook)) return;
    hooks.add(hook);
    for (const rule of rules) for (const next of chainsAfter(rule)) walk(chain(next), hook);
  };
  for (const start of ruleset.chains) if (start.hook) walk(start, start.hook);
  return (id) => reached.get(id) ?? new Set();
}
