/** What stands on one line of a list, without blanks and comment. */
export interface ListToken {
  /** UTF-16 offset in the text. */
  readonly start: number;
  readonly end: number;
  /** Counts from 1. */
  readonly line: number;
}

const blanks: ReadonlySet<string | undefined> = new Set([' ', '\t', '\r']);

/** Lines end at `\n` or `\r\n`; `#` begins a comment wherever it stands; lines with nothing else are passed over. */
export function* listTokens(text: string): Generator<ListToken> {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline;
    line++;
    const token = trimmed(text, start, beforeComment(text, start, next));
    if (token.start < token.end) yield { ...token, line };
    start = next + 1;
  }
}

/** Looks at this line only: `indexOf` would search to the end of a list without comments, for each of its lines. */
function beforeComment(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) if (text[at] === '#') return at;
  return end;
}

function trimmed(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  let [start, end] = [from, to];
  while (start < end && blanks.has(text[start])) start++;
  while (start < end && blanks.has(text[end - 1])) end--;
  return { start, end };
}
