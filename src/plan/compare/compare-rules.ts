import type { Field, ListedRule } from '../listing.js';
import type { FieldChange } from '../plan.js';

/** The words that differ; `order` where they are the same words in another order. */
export function compareFields(old: readonly Field[], wanted: readonly Field[]): readonly FieldChange[] {
  if (fieldsText(old) === fieldsText(wanted)) return [];
  const before = numbered(old);
  const after = numbered(wanted);
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const changes = keys
    .map((key) => ({ key, old: before.get(key), new: after.get(key) }))
    .filter((change) => change.old !== change.new);
  return changes.length > 0 ? changes : [{ key: 'order', old: fieldsText(old), new: fieldsText(wanted) }];
}

export const fieldsText = (fields: readonly Field[]): string =>
  fields.map(({ key, value }) => (value === '' ? key : `${key} ${value}`)).join(' ');

/** A key that comes twice is told apart by its number. */
function numbered(fields: readonly Field[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const times = new Map<string, number>();
  for (const { key, value } of fields) {
    const number = (times.get(key) ?? 0) + 1;
    times.set(key, number);
    values.set(number === 1 ? key : `${key}#${number}`, value);
  }
  return values;
}

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

/**
 * Those of `wanted` that must leave their place, as few as can be, when the same names stand in the order of `live`: all but a
 * longest run that is in order already.
 */
export function moved(live: readonly string[], wanted: readonly string[]): ReadonlySet<string> {
  const places = new Map(live.map((name, index) => [name, index]));
  const common = wanted.filter((name) => places.has(name));
  // Patience sorting: `tops[n]` is the last name of the run of n + 1 names that ends soonest.
  const tops: string[] = [];
  const before = new Map<string, string | undefined>();
  const at = (name: string | undefined): number => places.get(name ?? '') ?? -1;
  for (const name of common) {
    // The places of the tops rise, so the first that is not before this one is found by halves.
    let [pile, end] = [0, tops.length];
    while (pile < end) {
      const middle = (pile + end) >> 1;
      if (at(tops[middle]) >= at(name)) end = middle;
      else pile = middle + 1;
    }
    before.set(name, tops[pile - 1]);
    tops[pile] = name;
  }
  const staying = new Set<string>();
  for (let name = tops.at(-1); name !== undefined; name = before.get(name)) staying.add(name);
  return new Set(common.filter((name) => !staying.has(name)));
}
