const units = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const;

/** The tools round to whole numbers when they print; what is nearer than this is the same rate. */
const TOLERANCE = 0.005;

/**
 * A rate as the kernel keeps it, in words: xt_hashlimit and xt_limit store `scale / rate` as an integer, so 3000/sec comes
 * back as 3003/sec, and 60/min as 1/sec. Both sides of a comparison go through here.
 */
export function keptRate(text: string, scale: number): string {
  const [, count = '', unit = ''] = /^(\d+)(?:\/([a-z]+))?$/.exec(text) ?? [];
  const seconds = units.find(([name]) =>
    name.startsWith(unit === 'sec' || unit === '' ? 'sec' : unit.slice(0, 3)),
  )?.[1];
  if (count === '' || seconds === undefined || Number(count) === 0) return text;
  const period = Math.floor((scale * seconds) / Number(count));
  if (period === 0) return text;
  for (const [name, length] of units) {
    const rate = (scale * length) / period;
    const whole = Math.round(rate);
    if (whole >= 1 && Math.abs(rate - whole) <= rate * TOLERANCE) return `${whole}/${name}`;
  }
  return text;
}
