import type { ChainId } from '../ruleset/ids.js';
import { chainsAfter, withoutEnd } from '../ruleset/references.js';
import type { Chain, Rule, Ruleset } from '../ruleset/ruleset.js';

/**
 * Chains that a packet needs not be sent to: one whose only rule takes every packet, which then stands where packets were sent to it; one that
 * only jumps to another, for behind that the packet is let through; and at the end of a chain one of a single rule, or one to which nothing
 * else leads. Every rule keeps its id, so a rule may stand in several places.
 * A jump costs a packet 13 to 36 ns (docs/benchmarks.md), and the reader a place to look.
 */
export function inlineChains(ruleset: Ruleset): Ruleset {
  const once = spliceEnds(inlineSingles(ruleset));
  const before = ledTo(ruleset);
  const after = ledTo(once);
  const chains = once.chains.filter(({ id }) => !before.has(id) || after.has(id));
  return chains.length === ruleset.chains.length ? once : inlineChains({ ...once, chains });
}

const ledTo = ({ chains, unreadable }: Ruleset): ReadonlySet<ChainId> =>
  new Set([
    ...chains.flatMap(({ rules }) => rules.flatMap(chainsAfter)),
    ...(unreadable === undefined ? [] : [unreadable]),
  ]);

function inlineSingles(ruleset: Ruleset): Ruleset {
  const single = new Map(
    ruleset.chains.flatMap(({ id, rules }) => {
      const [rule] = rules;
      return rules.length === 1 && rule !== undefined && endsAll(rule) ? [[id, rule] as const] : [];
    }),
  );
  const jumping = new Map(ruleset.chains.flatMap((chain) => onlyJump(chain)));
  const inlined = (rule: Rule): Rule => {
    const target = targetOf(rule);
    const behind = target === undefined ? undefined : jumping.get(target);
    if (behind !== undefined && isOf(behind, rule))
      return { ...rule, action: { kind: 'goto', chain: behind.to } };
    const found = target === undefined ? undefined : single.get(target);
    if (found === undefined || !isOf(found, rule)) return rule;
    const { id, action, origin, noted } = found;
    return { ...rule, id, action, origin, ...(noted === undefined ? {} : { noted }) };
  };
  return {
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({ ...chain, rules: chain.rules.map(inlined) })),
  };
}

/** Where a chain leads that does nothing but jump. */
function onlyJump({ id, rules }: Chain): readonly (readonly [ChainId, Rule & { readonly to: ChainId }])[] {
  const [rule, ...more] = withoutEnd(rules);
  const jumps = rule !== undefined && more.length === 0 && rule.matches.length === 0;
  return jumps && rule.action.kind === 'jump' ? [[id, { ...rule, to: rule.action.chain }]] : [];
}

function spliceEnds(ruleset: Ruleset): Ruleset {
  const { chains, unreadable } = ruleset;
  const leads = new Map<ChainId, number>(unreadable === undefined ? [] : [[unreadable, 1]]);
  for (const { rules } of chains)
    for (const id of rules.flatMap(chainsAfter)) leads.set(id, (leads.get(id) ?? 0) + 1);
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  const whole = (chain: Chain): readonly Rule[] => {
    const last = chain.rules.at(-1);
    const next = last?.matches.length === 0 ? targetOf(last) : undefined;
    const end = next === undefined ? undefined : byId.get(next);
    if (last === undefined || next === undefined || end === undefined) return chain.rules;
    // What another family's packets do not come to, they must not come to then.
    if (last.family !== 'any' && end.rules.some(({ family }) => family !== last.family)) return chain.rules;
    const before = chain.rules.slice(0, -1);
    if (leads.get(next) === 1) return [...before, ...whole(end)];
    return withoutEnd(end.rules).length === 1 ? [...before, ...copied(whole(end), last)] : chain.rules;
  };
  return { ...ruleset, chains: chains.map((chain) => ({ ...chain, rules: whole(chain) })) };
}

/** What takes every packet is told by the id of the rule that led there: each of the copies has one of its own, as before. */
const copied = (rules: readonly Rule[], led: Rule | undefined): readonly Rule[] =>
  rules.map((rule, index) =>
    index === 0 && rule.matches.length === 0 && led !== undefined
      ? { ...rule, id: led.id, origin: led.origin }
      : rule,
  );

/** Where a rule sends its packets without saying anything of them. */
const targetOf = ({ action }: Rule): ChainId | undefined =>
  action.kind === 'goto' && !action.counted && action.as === undefined ? action.chain : undefined;

/** Whether a rule is of the family of whatever another one takes. */
const isOf = (rule: Rule, { family }: Rule): boolean => rule.family === 'any' || rule.family === family;

function endsAll({ matches, action }: Rule): boolean {
  if (matches.length > 0) return false;
  switch (action.kind) {
    case 'pass':
    case 'accept':
    case 'drop':
    case 'goto':
      return true;
    case 'reject':
    case 'reset':
    case 'jump':
    case 'classify':
    case 'learn':
    case 'forget':
    case 'refill':
    case 'note':
    case 'count':
    case 'log':
    case 'untrack':
    case 'mark':
      return false;
  }
}
