/** What stands on one line of a list, without blanks and comment: UTF-16 offsets in the text, and the line from 1. */
export interface ListToken {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/**
 * Calls `on` for each line that has something on it. Lines end at `\n` or `\r\n`; each of `marks` begins a comment wherever it
 * stands. A callback with numbers, since a generator of objects takes seconds for a million lines.
 */
export function eachToken(
  text: string,
  marks: string,
  on: (start: number, end: number, line: number) => void,
): void {
  let line = 0;
  const comments = [...marks].map((mark) => ({ mark, at: -1 }));
  for (let from = 0; from < text.length; ) {
    const next = indexOr(text, '\n', from);
    line++;
    let end = next;
    for (const comment of comments) {
      // Looked for once and kept: without comments each search would go to the end of the list.
      if (comment.at < from) comment.at = indexOr(text, comment.mark, from);
      if (comment.at < end) end = comment.at;
    }
    let start = from;
    while (start < end && isBlank(text.charCodeAt(start))) start++;
    while (start < end && isBlank(text.charCodeAt(end - 1))) end--;
    if (start < end) on(start, end, line);
    from = next + 1;
  }
}

function indexOr(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at === -1 ? text.length : at;
}

/** Space, tab and carriage return. */
const isBlank = (code: number) => code === 32 || code === 9 || code === 13;
