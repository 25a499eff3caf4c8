import { CST, Lexer } from 'yaml';
import type { SourceFile, Span } from '../diagnostics/source.js';

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
