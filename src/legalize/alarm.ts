import type { Capabilities } from '../platform/capabilities.js';
import { keepReachable } from '../ruleset/references.js';
import type { LearnedSet, Rule, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

const isAlarm = (set: SetDeclaration): set is LearnedSet => set.kind === 'learned' && set.key === 'all';

/** Where a backend has no set with one entry for all packets, the entry is in a list of xt_recent, or the alarm never stands. */
export function keptAlarm(ruleset: Ruleset, { alarm }: Capabilities, note: NoteFallback): Ruleset {
  const alarms = ruleset.sets.filter(isAlarm);
  const [first] = alarms;
  if (first === undefined || alarm === 'set') return ruleset;
  if (alarm === 'recent')
    return { ...ruleset, sets: ruleset.sets.map((set) => (isAlarm(set) ? { ...set, recent: true } : set)) };
  note({ kind: 'no-alarm', origin: first.origin });
  const gone = new Set(alarms.map(({ id }) => id));
  const speaks = ({ matches, action }: Rule): boolean =>
    matches.some((match) => match.kind === 'address' && gone.has(match.set)) ||
    (action.kind === 'learn' && gone.has(action.set));
  const emptied = mapRules(ruleset, (rule) => (speaks(rule) ? [] : [rule]));
  const empty = new Set(emptied.chains.flatMap(({ id, rules }) => (rules.length === 0 ? [id] : [])));
  return keepReachable(
    mapRules(emptied, (rule) => (rule.action.kind === 'jump' && empty.has(rule.action.chain) ? [] : [rule])),
  );
}
