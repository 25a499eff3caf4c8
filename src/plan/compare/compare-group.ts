import type { ListedRule } from '../listing.js';
import type { FieldChange } from '../plan.js';
import { compareFields, fieldsText } from './compare-fields.js';

/** The lines of one rule id: those that have no equal are compared with the one that is most like them, else told whole. */
export function compareGroup(
  live: readonly ListedRule[],
  wanted: readonly ListedRule[],
): readonly FieldChange[] {
  const [before, after] = [live.map(textOf), wanted.map(textOf)];
  if (before.join('\n') === after.join('\n')) return [];
  const left = live.filter((rule, index) => without(after, before, index, textOf(rule)));
  const right = wanted.filter((rule, index) => without(before, after, index, textOf(rule)));
  if (left.length === 0 && right.length === 0)
    return [{ key: 'order', old: before.join(' / '), new: after.join(' / ') }];
  const single = live.length === 1 && wanted.length === 1;
  const alone = new Set(left);
  const changes = right.flatMap((rule) => {
    const like = mostLike(rule, [...alone], single);
    if (like === undefined) return [{ key: 'line', old: undefined, new: textOf(rule) }];
    alone.delete(like);
    return compareFields(like.fields, rule.fields);
  });
  const gone = [...alone].map((rule): FieldChange => ({ key: 'line', old: textOf(rule), new: undefined }));
  return distinct([...changes, ...gone]);
}

const textOf = ({ fields }: ListedRule): string => fieldsText(fields);

/** Whether the other side has fewer of this text than stand here up to this one. */
function without(other: readonly string[], own: readonly string[], index: number, text: string): boolean {
  const many = (texts: readonly string[]) => texts.filter((one) => one === text).length;
  return many(own.slice(0, index + 1)) > many(other);
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
