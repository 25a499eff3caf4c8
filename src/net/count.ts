import { fault, type Parsed, value } from './parsed.js';
import type { Count } from './units.js';

export type CountProblem = 'not-a-number' | 'not-whole' | 'negative' | 'zero' | 'too-high';

/** A whole number from 1 to `most`, in decimal digits only: no sign, no exponent, no thousands. */
export function parseCount(text: string, most: number): Parsed<Count, CountProblem> {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return fault('not-a-number');
  const number = Number(text);
  if (number < 0) return fault('negative');
  if (!/^-?\d+$/.test(text)) return fault('not-whole');
  if (number === 0) return fault('zero');
  return number > most ? fault('too-high') : value(number as Count);
}
