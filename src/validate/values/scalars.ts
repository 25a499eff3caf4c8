import type { Count } from '../../net/units.js';
import { type Field, textOf } from '../field.js';

/*
 * Values whose form the schema judges alone. Each reader gives a stand-in where the schema has found something.
 */

export function readText(field: Field): string {
  return textOf(field) ?? '';
}

export function readNumber(field: Field): number {
  return field.node?.kind === 'scalar' && typeof field.node.value === 'number' ? field.node.value : 1;
}

export function readCount(field: Field): Count {
  return readNumber(field) as Count;
}

/** One of the texts that the schema allows. */
export function readChoice<T extends string>(field: Field, allowed: readonly [T, ...T[]]): T {
  const text = textOf(field);
  return allowed.find((one) => one === text) ?? allowed[0];
}

/** The YAML 1.2 core schema reads `on` and `off` as text. */
export function readSwitch(field: Field): boolean {
  return ['on', 'true', '1'].includes(textOf(field) ?? '');
}
