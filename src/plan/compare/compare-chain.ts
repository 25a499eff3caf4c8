import type { ListedChain, ListedRule } from '../listing.js';
import type { FieldChange, Verb } from '../plan.js';
import { compareFields, fieldsText } from './compare-fields.js';
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

/** Lines that differ are compared one by one where there are as many before and after. */
function compareGroup(live: readonly ListedRule[], wanted: readonly ListedRule[]): readonly FieldChange[] {
  const texts = (rules: readonly ListedRule[]) => rules.map(({ fields }) => fieldsText(fields));
  const [before, after] = [texts(live), texts(wanted)];
  if (before.join('\n') === after.join('\n')) return [];
  const left = live.filter((_, index) => !after.includes(before[index] ?? ''));
  const right = wanted.filter((_, index) => !before.includes(after[index] ?? ''));
  const lines = { key: 'lines', old: String(live.length), new: String(wanted.length) };
  if (left.length !== right.length || live.length !== wanted.length) return [lines];
  if (left.length === 0) return [{ key: 'order', old: before.join(' / '), new: after.join(' / ') }];
  const changes = left.flatMap(({ fields }, index) => compareFields(fields, right[index]?.fields ?? []));
  const known = new Set<string>();
  return changes.filter((change) => {
    const text = JSON.stringify(change);
    return !known.has(text) && known.add(text);
  });
}

function groupText(rules: readonly ListedRule[]): string {
  const first = fieldsText(rules[0]?.fields ?? []);
  return rules.length > 1 ? `${first} (and ${rules.length - 1} lines more)` : first;
}
