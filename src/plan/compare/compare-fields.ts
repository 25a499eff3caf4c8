import type { Field } from '../listing.js';
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
