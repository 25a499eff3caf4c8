import type { ListedChain, ListedRule } from '../listing.js';
import type { FieldChange, Verb } from '../plan.js';
import { fieldsText } from './compare-fields.js';
import { compareGroup } from './compare-group.js';
import { moved } from './moved.js';

/** A rule id of one chain that is not as it should be. */
export interface RuleDifference {
  readonly verb: Verb;
  readonly id: string | undefined;
  readonly fields: readonly FieldChange[];
  readonly text: string;
}

export interface ChainDifference {
  readonly rules: readonly RuleDifference[];
  readonly unchanged: number;
}

/** Compares by rule id: first what is wanted, in its order, then what is there and not wanted. */
export function compareChain(
  live: ListedChain | undefined,
  wanted: ListedChain | undefined,
): ChainDifference {
  const before = byId(live?.rules ?? []);
  const after = byId(wanted?.rules ?? []);
  const shifted = moved([...before.keys()], [...after.keys()]);
  const differences = [...after].flatMap(([key, rules]): readonly RuleDifference[] => {
    const old = before.get(key);
    const [{ id } = { id: undefined }] = rules;
    if (old === undefined) return [{ verb: 'add', id, fields: [], text: groupText(rules) }];
    const fields = compareGroup(old, rules);
    if (fields.length > 0) return [{ verb: 'change', id, fields, text: '' }];
    return shifted.has(key) ? [{ verb: 'move', id, fields: [], text: '' }] : [];
  });
  const gone = [...before].filter(([key]) => !after.has(key));
  const removals = gone.map(
    ([, rules]): RuleDifference => ({ verb: 'remove', id: rules[0]?.id, fields: [], text: groupText(rules) }),
  );
  return { rules: [...differences, ...removals], unchanged: after.size - differences.length };
}

/** A rule may be several lines. What bears no id of ours is a group for itself, known by its words. */
function byId(rules: readonly ListedRule[]): ReadonlyMap<string, readonly ListedRule[]> {
  const groups = new Map<string, ListedRule[]>();
  for (const rule of rules) {
    const key = rule.id ?? `\0${fieldsText(rule.fields)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return groups;
}

function groupText(rules: readonly ListedRule[]): string {
  const first = fieldsText(rules[0]?.fields ?? []);
  const more = rules.length - 1;
  return more > 0 ? `${first} (and ${more} ${more === 1 ? 'line' : 'lines'} more)` : first;
}
