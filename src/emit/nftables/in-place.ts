import type { ChainId } from '../../ruleset/ids.js';
import { chainsAfter, withoutEnd } from '../../ruleset/references.js';
import type { Chain, Rule, Ruleset } from '../../ruleset/ruleset.js';
import { gathered } from './effects.js';

interface Leading {
  readonly rule: Rule;
  readonly chain: ChainId;
}

/**
 * Chains that only change sets and then let through, where no full set can turn that down: what they take out, or an entry that the rules which lead there have
 * just found. They stand in those rules, for nft has several statements in one: where all that such a rule asks is one line (`asksInOne`), and it is
 * printed as a rule like others.
 */
export function inPlace(
  { chains }: Ruleset,
  asksInOne: (rule: Rule, chain: ChainId) => boolean,
): ReadonlyMap<ChainId, readonly Rule[]> {
  const leading = new Map<ChainId, Leading[]>();
  for (const chain of chains)
    for (const rule of chain.rules)
      for (const id of chainsAfter(rule))
        leading.set(id, [...(leading.get(id) ?? []), { rule, chain: chain.id }]);
  return new Map(
    chains.flatMap((chain) => {
      const effects = withoutEnd(chain.rules);
      const from = leading.get(chain.id) ?? [];
      const placed =
        from.length > 0 &&
        onlyEffects(chain, effects) &&
        from.every(({ rule, chain }) => finds(rule, effects) && asksInOne(rule, chain));
      return placed ? [[chain.id, effects] as const] : [];
    }),
  );
}

const onlyEffects = ({ hook }: Chain, effects: readonly Rule[]): boolean =>
  hook === undefined &&
  gathered(effects).length === 1 &&
  effects.every(({ action: { kind } }) => kind === 'forget' || kind === 'refill' || kind === 'learn');

/** A plain goto of one family that has found whatever is written down again. */
function finds({ family, matches, action }: Rule, effects: readonly Rule[]): boolean {
  if (action.kind !== 'goto' || action.counted || action.as !== undefined || family === 'any') return false;
  const own = effects.filter((effect) => effect.family === family);
  return (
    own.length > 0 &&
    own.every(({ action: effect }) => {
      if (effect.kind !== 'learn') return true;
      const last = matches.at(-1);
      return last?.kind === 'address' && !last.negate && last.set === effect.set && last.side === effect.side;
    })
  );
}
