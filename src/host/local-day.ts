/** `YYYY-MM-DD` where the operator is: `until: 2027-01-31` ends with that day on the host's own clock. */
export function localDay(now: Date): string {
  const parts = [String(now.getFullYear()).padStart(4, '0'), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
