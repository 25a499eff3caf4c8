/** 1,000,000 addresses, no two of which are neighbours. */
export function million(): string {
  const lines = ['# a list of a million'];
  for (let i = 0; i < 1_000_000; i++) {
    lines.push(`${11 + ((i >> 15) >> 7)}.${(i >> 15) & 127}.${(i >> 7) & 255}.${(i & 127) * 2 + 1}`);
  }
  return `${lines.join('\n')}\n`;
}
