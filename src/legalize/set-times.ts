import { type SetId, setId } from '../ruleset/ids.js';
import type { LearnedSet, Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules } from './rewrite.js';

/**
 * For a SET target that gives no time: an entry lives as long as its set says, so each time that rules ask for gets a
 * set of its own beside the one that an operator fills by hand. A rule that asks the set asks all of them.
 */
export function setForEachTime(ruleset: Ruleset): Ruleset {
  const timed = timedSets(ruleset);
  const all = (id: SetId): readonly SetId[] => [id, ...(timed.get(id) ?? []).map((set) => set.id)];
  const rules = mapRules(ruleset, (rule) => {
    const { action } = rule;
    if (action.kind === 'learn') {
      const own = timed.get(action.set)?.find(({ timeout }) => timeout === action.timeout);
      return [own === undefined ? rule : { ...rule, action: { ...action, set: own.id } }];
    }
    const asked = inEachSet(rule, all);
    if (action.kind !== 'forget') return asked;
    return asked.flatMap((one) => all(action.set).map((set) => ({ ...one, action: { ...action, set } })));
  });
  return { ...rules, sets: ruleset.sets.flatMap((set) => [set, ...(timed.get(set.id) ?? [])]) };
}

/** `banned.86400` for a ban of a day, of the same size as `banned`. */
function timedSets({ chains, sets }: Ruleset): ReadonlyMap<SetId, readonly LearnedSet[]> {
  const actions = chains.flatMap(({ rules }) => rules.map(({ action }) => action));
  return new Map(
    sets.flatMap((set) => {
      if (set.kind !== 'learned') return [];
      const times = actions.flatMap((action) =>
        action.kind === 'learn' && action.set === set.id && action.timeout !== set.timeout
          ? [action.timeout]
          : [],
      );
      const own = [...new Set(times)].map((timeout) => {
        const id = setId(`${set.id}.${Math.ceil(timeout / 1000)}`);
        return { ...set, id, timeout, name: set.name.replace(set.id, id) };
      });
      return [[set.id, own] as const];
    }),
  );
}

/** In any of them: a rule for each. In none of them: one rule that asks all. */
function inEachSet(rule: Rule, all: (id: SetId) => readonly SetId[]): readonly Rule[] {
  return rule.matches.reduce<readonly Rule[]>(
    (rules, match) =>
      rules.flatMap((one) => {
        if (match.kind !== 'address') return [{ ...one, matches: [...one.matches, match] }];
        const asked = all(match.set).map((set) => ({ ...match, set }));
        return match.negate
          ? [{ ...one, matches: [...one.matches, ...asked] }]
          : asked.map((question) => ({ ...one, matches: [...one.matches, question] }));
      }),
    [{ ...rule, matches: [] }],
  );
}
