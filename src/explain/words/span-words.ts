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
