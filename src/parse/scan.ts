import { CST, Lexer, Parser } from 'yaml';
import type { Diagnostic, SourceFile, Span } from '../diagnostics/diagnostic.js';
import { maxDepth, maxLexemes, maxNodes } from './bounds.js';

export interface WatchedQuote {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

const closing: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['{', '}'],
]);

/**
 * Finds in the stream of lexemes what the `yaml` package reports only where it ends: an open bracket or
 * quote is found where it begins. Also tags and directives, of which the composed nodes do not keep the place.
 */
class LexemeWatch {
  readonly findings: Diagnostic[] = [];
  readonly longQuotes: WatchedQuote[] = [];
  readonly #file: SourceFile;
  readonly #brackets: { readonly open: string; readonly offset: number }[] = [];
  #plainNext = false;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  next(lexeme: string, offset: number): void {
    if (this.#plainNext) {
      this.#plainNext = false;
      return;
    }
    const about = { place: this.#span(offset, lexeme.length), related: [] };
    switch (CST.tokenType(lexeme)) {
      case 'scalar':
        this.#plainNext = true;
        return;
      case 'flow-seq-start':
      case 'flow-map-start':
        this.#brackets.push({ open: lexeme, offset });
        return;
      case 'flow-seq-end':
      case 'flow-map-end':
        this.#close(lexeme);
        return;
      case 'flow-error-end':
        this.#flowError(offset);
        return;
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        this.#quoted(lexeme, offset);
        return;
      case 'tag':
        this.findings.push({ code: 'VG133', args: { tag: lexeme }, ...about });
        return;
      case 'directive-line':
        this.findings.push({ code: 'VG113', args: { directive: lexeme }, ...about });
        return;
    }
  }

  end(): void {
    this.#unclosed();
  }

  #close(bracket: string): void {
    if (!this.#brackets.some(({ open }) => closing.get(open) === bracket)) return;
    while (closing.get(this.#brackets.at(-1)?.open ?? '') !== bracket) this.#unclosed(1);
    this.#brackets.pop();
  }

  /** The lexer gives up a bracket where a line is not indented enough; a tab does not count as indentation. */
  #flowError(offset: number): void {
    const { text } = this.#file;
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const tab = /^ *(?=\t)/.exec(text.slice(lineStart, lineStart + 200));
    if (tab === null) {
      this.#unclosed();
      return;
    }
    this.findings.push({
      code: 'VG120',
      args: null,
      place: this.#span(lineStart + tab[0].length, 1),
      related: [],
    });
    this.#brackets.length = 0;
  }

  /** Reports the innermost of the open brackets, which is nearest to the mistake, and forgets `count` of them. */
  #unclosed(count = this.#brackets.length): void {
    const innermost = this.#brackets.at(-1);
    if (innermost === undefined) return;
    const { open, offset } = innermost;
    const args = { open, close: closing.get(open) ?? '' };
    this.findings.push({ code: 'VG122', args, place: this.#span(offset, 1), related: [] });
    this.#brackets.length -= count;
  }

  #quoted(lexeme: string, offset: number): void {
    const quote = lexeme.charAt(0);
    if (!isClosed(lexeme)) {
      this.findings.push({ code: 'VG121', args: { quote }, place: this.#span(offset, 1), related: [] });
    } else if (lexeme.includes('\n')) {
      this.longQuotes.push({ quote, start: offset, end: offset + lexeme.length });
    }
  }

  #span(start: number, length: number): Span {
    return { file: this.#file, start, end: start + length };
  }
}

/** In single quotes a quote is written twice, in double quotes it is escaped by an odd number of backslashes. */
function isClosed(lexeme: string): boolean {
  const inside = lexeme.slice(1);
  if (lexeme.startsWith("'")) return trailing(inside, "'") % 2 === 1;
  return inside.endsWith('"') && trailing(inside.slice(0, -1), '\\') % 2 === 0;
}

/** How often the character stands at the end. A regular expression would take quadratic time. */
function trailing(text: string, character: string): number {
  let at = text.length;
  while (at > 0 && text[at - 1] === character) at--;
  return text.length - at;
}

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
