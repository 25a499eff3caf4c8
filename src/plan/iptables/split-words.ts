export interface Word {
  readonly text: string;
  /** What stood in quotes is never an option. */
  readonly quoted: boolean;
}

/** The words of a line of iptables-save. Double quotes hold words together; a backslash keeps the next character as it is. */
export function splitWords(line: string): readonly Word[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|[^\s"\\])+)/g)].map(
    ([, inQuotes, bare = '']): Word => ({
      text: (inQuotes ?? bare).replace(/\\(.)/g, '$1'),
      quoted: inQuotes !== undefined,
    }),
  );
}
