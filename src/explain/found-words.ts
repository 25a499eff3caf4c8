import type { Found } from '../evaluate/program.js';

const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** A time of milliseconds for people: `180 ms`, `4.2 s`, `2 h`. */
export function spanWords(milliseconds: number): string {
  const [length, unit] = units.find(([one]) => milliseconds >= one) ?? [1, 'ms'];
  const count = milliseconds / length;
  return `${count >= 100 || Number.isInteger(count) ? Math.round(count) : Math.round(count * 10) / 10} ${unit}`;
}

/** What a match found in a table, as words behind it; `undefined` where that says no more than whether it held. */
export function foundWords(found: Found): string | undefined {
  switch (found.kind) {
    case 'bucket':
      return found.tokens === undefined
        ? 'its table is full'
        : `${tokens(found.tokens)} of ${found.burst} left${found.wait > 0 ? `, the next in ${spanWords(found.wait)}` : ''}`;
    case 'bytes':
      return found.left === undefined
        ? 'its table is full'
        : `${Math.floor(found.left)} of ${found.burst} bytes left`;
    case 'window':
      return `${found.counted} of ${found.most} counted`;
    case 'entry':
      return found.left === undefined ? undefined : `for ${spanWords(found.left)} more`;
    case 'connections':
      return `${found.open} open, ${found.most} allowed`;
  }
}

const tokens = (count: number): string => String(Math.floor(count * 10) / 10);
