import { type CST, Lexer, Parser } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceFile } from '../diagnostics/source.js';
import { maxDepth, maxLexemes, maxNodes } from './bounds.js';
import { LexemeWatch, type WatchedQuote } from './lexeme-watch.js';

export interface Scan {
  /** `undefined` where the text is larger or deeper than we are willing to read. */
  readonly tokens: readonly CST.Token[] | undefined;
  readonly findings: readonly Diagnostic[];
  /** Quoted texts that go over several lines: most often a quote that was forgotten. */
  readonly longQuotes: readonly WatchedQuote[];
}

/**
 * Cuts the text into tokens, one lexeme at a time, so that a hostile file is given up before it has cost much:
 * the composer of the `yaml` package calls itself for each level and would overflow the stack.
 */
export function scan(file: SourceFile): Scan {
  const parser = new Parser();
  const watch = new LexemeWatch(file);
  const tokens: CST.Token[] = [];
  const giveUp = (finding: Diagnostic): Scan => ({ tokens: undefined, findings: [finding], longQuotes: [] });
  let count = 0;
  for (const lexeme of new Lexer().lex(file.text)) {
    const at = { file, start: parser.offset, end: parser.offset + 1 };
    watch.next(lexeme, parser.offset);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (++count > maxLexemes)
      return giveUp({ code: 'VG135', args: { limit: maxNodes }, place: at, related: [] });
    // The parser's stack holds a document, the open collections and a scalar.
    if (parser.stack.length > maxDepth + 2) {
      return giveUp({ code: 'VG136', args: { limit: maxDepth }, place: at, related: [] });
    }
  }
  for (const token of parser.end()) tokens.push(token);
  watch.end();
  return { tokens, findings: watch.findings, longQuotes: watch.longQuotes };
}
