/** `YYYY-MM-DD` where the operator is: `until: 2027-01-31` ends with that day on the host's own clock. */
export function localDay(now: Date): string {
  const parts = [String(now.getFullYear()).padStart(4, '0'), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Seconds since the last Sunday began in UTC: what rules that ask for hours go by. */
export const weekSecond = (now = new Date()): number =>
  now.getUTCDay() * 86_400 + now.getUTCHours() * 3600 + now.getUTCMinutes() * 60 + now.getUTCSeconds();
