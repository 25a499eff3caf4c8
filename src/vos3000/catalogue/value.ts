import type { InVersion, Range, TextForm, Value, ValueKind } from './parameter.js';

export type ReadValue =
  | { readonly kind: 'value'; readonly value: Value }
  /** Such as a word where a number belongs; `wanted` says what belongs there. */
  | { readonly kind: 'fault'; readonly wanted: string };

/**
 * A value of a policy or the text of a database as the parameter understands it. Switches take on, off, true, false,
 * 1 and 0; numbers take whole numbers only, at most 15 digits, which a double still holds exactly.
 */
export function readValue(kind: ValueKind, written: Value): ReadValue {
  const text = String(written).trim();
  switch (kind.kind) {
    case 'switch': {
      const value = switches.get(text.toLowerCase());
      return value === undefined ? { kind: 'fault', wanted: 'on or off' } : { kind: 'value', value };
    }
    case 'number':
      return typeof written !== 'boolean' && /^-?\d{1,15}$/.test(text)
        ? { kind: 'value', value: Number(text) }
        : { kind: 'fault', wanted: 'a whole number' };
    case 'text':
      return text === '' && !mayBeEmpty.includes(kind.form)
        ? { kind: 'fault', wanted: `text that is not empty: ${kind.form}` }
        : { kind: 'value', value: text };
  }
}

/** Lists: for these a fresh switch of 2.1.4.0 holds an empty text, which is nobody or never. */
const mayBeEmpty: readonly TextForm[] = ['addresses', 'telephone numbers', 'times of day'];

const switches: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['0', false],
]);

/** As the database writes it: a switch is `1` or `0`. */
export function databaseText(value: Value): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

/** As a person reads it: `on`, `180 s`, `6`. */
export function valueText(kind: ValueKind, value: Value): string {
  switch (kind.kind) {
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'number': {
      if (kind.special?.value === value) return `${value} (${kind.special.means})`;
      return kind.unit === 'seconds'
        ? `${value} s`
        : kind.unit === 'minutes'
          ? `${value} min`
          : String(value);
    }
    case 'text':
      return value === '' ? 'empty' : String(value);
  }
}

/** Whether a number is one that the parameter takes: in its range, or the value with a meaning of its own. */
export function isAllowed(
  { kind }: Pick<InVersion, 'kind'>,
  value: Value,
  range: Range | undefined,
): boolean {
  if (kind.kind !== 'number' || typeof value !== 'number' || range === undefined) return true;
  return value === kind.special?.value || (value >= range.least && value <= range.most);
}
