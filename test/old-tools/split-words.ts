export interface Words {
  readonly words: readonly string[];
  /** Those that stood in quotes: never read as options. */
  readonly quoted: ReadonlySet<number>;
}

/**
 * One line as iptables-restore 1.4 cuts it: at blanks and tabs, double quotes hold together, a backslash inside them takes the next
 * character as it is. An empty parameter vanishes. Single quotes and `#` mean nothing.
 */
export function splitWords(line: string): Words | string {
  const words: string[] = [];
  const quoted = new Set<number>();
  for (const [piece, inside] of line.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+|"/g)) {
    if (piece === '"') return 'a quote is not closed';
    if (inside === '') return 'an empty parameter vanishes';
    if (inside !== undefined) quoted.add(words.length);
    words.push(inside === undefined ? piece : inside.replace(/\\(.)/g, '$1'));
  }
  if (words.length > 255) return 'more than 255 words';
  if (words.some((word) => word.length > 1023)) return 'Parameter too long!';
  if (words.some((word) => /^-t|^--table/.test(word))) return 'The -t option cannot be used';
  return { words, quoted };
}
