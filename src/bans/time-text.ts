const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** `2h 5m`, `59s`: the two largest units that are needed. */
export function timeText(seconds: number): string {
  const from = units.findIndex(([, length]) => seconds >= length);
  if (from < 0) return '0s';
  let rest = Math.floor(seconds);
  const parts = units.slice(from, from + 2).map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return [count, unit] as const;
  });
  return parts
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}
