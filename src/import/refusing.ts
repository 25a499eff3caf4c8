import { families } from '../net/address.js';
import { type AddressSet, intersect, union } from '../net/address-set.js';
import type { Remark } from './draft.js';
import { type Outcome, unionOf } from './fold.js';
import { isBroad, isNobody, type OldRule } from './old-rule.js';

/** Whom rules let in by name somewhere: the policy takes them out of `blocked` on every port. */
export const namedIn = (outcomes: readonly Outcome[]): AddressSet =>
  unionOf(
    outcomes.flatMap(({ accepted, region }) =>
      accepted.flatMap(({ rule, sources }) =>
        'asks' in rule && !isBroad(sources, region.family) ? [sources] : [],
      ),
    ),
  );

/** Whom a rule refuses in at least one region, of the rules that refuse at least somebody. */
function refusedBy(outcomes: readonly Outcome[]): ReadonlyMap<OldRule, AddressSet> {
  const found = new Map<OldRule, AddressSet>();
  for (const { refused } of outcomes)
    for (const { rule, sources } of refused) {
      if (!('asks' in rule) || isNobody(sources)) continue;
      const before = found.get(rule);
      if (before !== rule.asks.from && before !== sources)
        found.set(
          rule,
          before === undefined || sources === rule.asks.from ? sources : union(before, sources),
        );
    }
  return found;
}

/** Rules that refuse somebody on every port, whichever way he comes, and whom. */
export function refusingWhole(rules: readonly OldRule[], outcomes: readonly Outcome[]): readonly Refusing[] {
  const refused = refusedBy(outcomes);
  return rules.flatMap((rule) => {
    const { protocol, ports, device, to, conditions, starts, from } = rule.asks;
    const isWhole = [protocol, ports, device, to].every((one) => one === undefined);
    const isNarrow = families.every((family) => !isBroad(from, family));
    const sources = refused.get(rule);
    if (!isWhole || !starts || conditions.length > 0 || rule.does.kind !== 'refuse' || !isNarrow) return [];
    return sources === undefined ? [] : [{ rule, sources }];
  });
}

export interface Refusing {
  readonly rule: OldRule;
  readonly sources: AddressSet;
}

/** Rules that let in everybody before others refuse some of them, who are refused there too now. */
export function overtaken(whole: readonly Refusing[], outcomes: readonly Outcome[]): readonly Remark[] {
  const all = unionOf(whole.map(({ sources }) => sources));
  const rules = outcomes.flatMap(({ accepted, region }) =>
    accepted.flatMap(({ rule, sources }) =>
      'asks' in rule && isBroad(sources, region.family) && !isNobody(intersect(sources, all)) ? [rule] : [],
    ),
  );
  return [...new Set(rules)].map(({ origin }) => ({ kind: 'changed', how: 'blocked-here', origin }));
}
