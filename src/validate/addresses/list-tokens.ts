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

/** What a file is that is no list, as its first bytes tell. */
export type OtherKind = 'html' | 'json' | 'compressed' | 'binary';

export type ListText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly what: OtherKind };

/** UTF-8, or UTF-16 with a byte order mark, which Windows calls "Unicode". */
export function listText(bytes: Uint8Array, json: boolean): ListText {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return known(new TextDecoder('utf-16le').decode(bytes), json);
  if (a === 0xfe && b === 0xff) return known(new TextDecoder('utf-16be').decode(bytes), json);
  // gzip, zip, bzip2 and xz.
  if (
    (a === 0x1f && b === 0x8b) ||
    (a === 0x50 && b === 0x4b) ||
    (a === 0x42 && b === 0x5a) ||
    (a === 0xfd && b === 0x37)
  )
    return { kind: 'other', what: 'compressed' };
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return { kind: 'other', what: 'binary' };
  return known(new TextDecoder().decode(bytes), json);
}

const LOOKED_AT = 4096;

function known(text: string, json: boolean): ListText {
  const beginning = text.slice(0, LOOKED_AT).trimStart();
  if (/^<[!?a-z]/i.test(beginning)) return { kind: 'other', what: 'html' };
  if (!json && /^(\{\s*["}]|\[\s*[[{"\]])/.test(beginning)) return { kind: 'other', what: 'json' };
  return { kind: 'text', text };
}
