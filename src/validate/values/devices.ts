import { type Field, items, textOf } from '../field.js';

/** Names of devices, each once, and none that another with `*` stands for: each is a rule of its own. */
export function readDevices(field: Field): readonly string[] {
  const names = [...new Set(items(field).map((item) => textOf(item) ?? ''))];
  const wide = names.filter((name) => name.endsWith('*'));
  return names.filter((name) => !wide.some((other) => other !== name && name.startsWith(other.slice(0, -1))));
}
