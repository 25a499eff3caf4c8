import { CST, Lexer } from 'yaml';
import type { SourceFile, Span } from '../diagnostics/diagnostic.js';

/** Lexemes that the lexer makes up; they stand for no characters of the text. */
const madeUp: ReadonlySet<string | null> = new Set(['doc-mode', 'flow-error-end', 'scalar']);

/** The comments of a file, each from its `#` to the end of its line. A `#` within a quoted or folded text is none. */
export function commentsIn(file: SourceFile): readonly Span[] {
  const found: Span[] = [];
  let start = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(file.text)) {
    const type: ReturnType<typeof CST.tokenType> = inScalar ? null : CST.tokenType(lexeme);
    inScalar = type === 'scalar';
    if (type !== null && madeUp.has(type)) continue;
    const end = start + lexeme.length;
    if (type === 'comment') found.push({ file, start, end });
    start = end;
  }
  return found;
}

/**
 * A comment that takes findings back: `# vosguard-disable-next-line VG322, VG324 -- the port is the vendor's`, or
 * `vosguard-disable-line` at the end of the line itself, or `vosguard-disable-file`.
 */
export interface Suppression {
  /** What follows `vosguard-disable`, such as `-next-line`; perhaps none that there is. */
  readonly form: string;
  readonly codes: readonly SuppressedCode[];
  /** Empty where the comment gives none. */
  readonly reason: string;
  readonly place: Span;
}

export interface SuppressedCode {
  readonly text: string;
  readonly place: Span;
}

const marker = 'vosguard-disable';
const comment = /^#+[ \t]*vosguard-disable([\w-]*)(.*)$/;

/** Every such comment of the file. Files without the word, nearly all, are not looked through. */
export function suppressionsIn(file: SourceFile): readonly Suppression[] {
  return file.text.includes(marker) ? commentsIn(file).flatMap((place) => suppressionAt(place)) : [];
}

function suppressionAt(place: Span): readonly Suppression[] {
  const [, form, rest] = comment.exec(place.file.text.slice(place.start, place.end).trimEnd()) ?? [];
  if (form === undefined || rest === undefined) return [];
  const [codes = '', ...reason] = rest.split(/(?<=^|\s)--(?=\s|$)/);
  const start = place.start + place.file.text.slice(place.start, place.end).indexOf(marker) + marker.length;
  return [
    {
      form,
      codes: [...codes.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => {
        const at = start + form.length + index;
        return { text, place: { file: place.file, start: at, end: at + text.length } };
      }),
      reason: reason.join('--').trim(),
      place,
    },
  ];
}
