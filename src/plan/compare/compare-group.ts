import type { ListedRule } from '../listing.js';
import type { FieldChange } from '../plan.js';
import { compareFields, fieldsText } from './compare-fields.js';

/** Ours have a few lines to an id. Each is compared with each, and a listing may have any number of them. */
const MOST_COMPARED = 100;

/** The lines of one rule id: those that have no equal are compared with the one that is most like them, else told whole. */
export function compareGroup(
  live: readonly ListedRule[],
  wanted: readonly ListedRule[],
): readonly FieldChange[] {
  const [before, after] = [live.map(textOf), wanted.map(textOf)];
  if (before.join('\n') === after.join('\n')) return [];
  const left = without(live, after);
  const right = without(wanted, before);
  if (left.length === 0 && right.length === 0)
    return [{ key: 'order', old: before.join(' / '), new: after.join(' / ') }];
  const single = live.length === 1 && wanted.length === 1;
  const alone = new Set(left);
  const changes = right.flatMap((rule) => {
    const like = alone.size > MOST_COMPARED ? undefined : mostLike(rule, [...alone], single);
    if (like === undefined) return [{ key: 'line', old: undefined, new: textOf(rule) }];
    alone.delete(like);
    return compareFields(like.fields, rule.fields);
  });
  const gone = [...alone].map((rule): FieldChange => ({ key: 'line', old: textOf(rule), new: undefined }));
  return distinct([...changes, ...gone]);
}

const textOf = ({ fields }: ListedRule): string => fieldsText(fields);

/** Those whose text the other side has fewer times than it stands here up to them. */
function without(own: readonly ListedRule[], other: readonly string[]): readonly ListedRule[] {
  const left = new Map<string, number>();
  for (const text of other) left.set(text, (left.get(text) ?? 0) + 1);
  return own.filter((rule) => {
    const text = textOf(rule);
    const many = left.get(text) ?? 0;
    left.set(text, many - 1);
    return many <= 0;
  });
}

/** Of several, only one of the same words: the rules of two families differ in most, and no one changed one into the other. */
function mostLike(rule: ListedRule, others: readonly ListedRule[], single: boolean): ListedRule | undefined {
  const keysOf = ({ fields }: ListedRule) => fields.map(({ key }) => key).join('\n');
  const same = single ? others : others.filter((other) => keysOf(other) === keysOf(rule));
  const words = new Set(rule.fields.map(({ key, value }) => `${key} ${value}`));
  const shared = ({ fields }: ListedRule) =>
    fields.filter(({ key, value }) => words.has(`${key} ${value}`)).length;
  return same.toSorted((a, b) => shared(b) - shared(a))[0];
}

function distinct(changes: readonly FieldChange[]): readonly FieldChange[] {
  const known = new Set<string>();
  return changes.filter((change) => {
    const text = JSON.stringify(change);
    return !known.has(text) && known.add(text);
  });
}
