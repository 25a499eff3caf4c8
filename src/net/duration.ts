import { type CountProblem, fault, type Milliseconds, type Parsed, parseCount, value } from './units.js';

/** Largest first. `m` is minutes; a month has no fixed length. */
const unitLengths = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
type DurationUnit = keyof typeof unitLengths;
export const durationUnits = Object.keys(unitLengths) as readonly DurationUnit[];

/** 365 days in milliseconds. ipset's timeouts end at 2147483 s, about 24 days: that is a backend's affair. */
export const longestDuration = (365 * unitLengths.d) as Milliseconds;

export type DurationFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-duration'; readonly text: string }
  | { readonly kind: 'no-unit'; readonly text: string }
  | { readonly kind: 'unit-unknown'; readonly unit: string }
  | { readonly kind: 'too-long'; readonly text: string; readonly longest: Milliseconds }
  | { readonly kind: Exclude<CountProblem, 'not-a-number' | 'too-high'>; readonly text: string };

/** `500ms`, `90s`, `10m`, `2h`, `1d`: one whole number and one unit, above zero and at most 365 days. */
export function parseDuration(text: string): Parsed<Milliseconds, DurationFault> {
  if (text === '') return fault({ kind: 'empty' });
  const [, digits, unit] = /^(-?\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return fault({ kind: 'not-a-duration', text });
  if (unit === '') return fault({ kind: 'no-unit', text });
  if (!isUnit(unit)) return fault({ kind: 'unit-unknown', unit });
  const count = parseCount(digits, longestDuration / unitLengths[unit]);
  if (count.kind === 'value') return value((count.value * unitLengths[unit]) as Milliseconds);
  switch (count.fault) {
    case 'too-high':
      return fault({ kind: 'too-long', text, longest: longestDuration });
    case 'not-a-number':
      return fault({ kind: 'not-a-duration', text });
    case 'not-whole':
    case 'negative':
    case 'zero':
      return fault({ kind: count.fault, text });
  }
}

const isUnit = (text: string): text is DurationUnit => Object.hasOwn(unitLengths, text);

/** In the largest unit that needs no fraction: `10m`, `90s`, `1d`. */
export function durationText(duration: Milliseconds): string {
  const unit = durationUnits.find((unit) => duration % unitLengths[unit] === 0) ?? 'ms';
  return `${duration / unitLengths[unit]}${unit}`;
}
