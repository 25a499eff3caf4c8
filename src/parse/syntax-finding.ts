import type { ErrorCode, YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceFile, Span } from '../diagnostics/source.js';
import type { WatchedQuote } from './lexeme-watch.js';

/** An error of the `yaml` package in our terms; `undefined` where the watch has already said it. */
export function syntaxFinding(
  error: YAMLError,
  file: SourceFile,
  longQuotes: readonly WatchedQuote[],
): Diagnostic | undefined {
  const [start, end] = error.pos;
  const forgotten = longQuotes.find(
    (quote) => quote.end <= start && !file.text.slice(quote.end, start).includes('\n'),
  );
  if (forgotten !== undefined) {
    const place = { file, start: forgotten.start, end: forgotten.start + 1 };
    return { code: 'VG121', args: { quote: forgotten.quote }, place, related: [] };
  }
  return translations[error.code](error.message, onOneLine(file, start, end));
}

type Translation = (message: string, place: Span) => Diagnostic | undefined;

const plain =
  (code: 'VG120' | 'VG123' | 'VG124' | 'VG125' | 'VG127' | 'VG128'): Translation =>
  (_, place) => ({ code, args: null, place, related: [] });

const unexpected: Translation = (_, place) => ({
  code: 'VG129',
  args: { found: textAt(place) },
  place,
  related: [],
});

const seenByTheWatch: Translation = () => undefined;

/** For codes that the package uses for several things; its version is pinned, so its messages are too. */
const byMessage =
  (cases: readonly (readonly [RegExp, Translation])[], otherwise: Translation): Translation =>
  (message, place) =>
    (cases.find(([pattern]) => pattern.test(message))?.[1] ?? otherwise)(message, place);

const translations: { readonly [C in ErrorCode]: Translation } = {
  ALIAS_PROPS: unexpected,
  BAD_ALIAS: unexpected,
  BAD_COLLECTION_TYPE: seenByTheWatch,
  BAD_DIRECTIVE: seenByTheWatch,
  BAD_DQ_ESCAPE: plain('VG124'),
  BAD_INDENT: byMessage([[/^Flow /, seenByTheWatch]], plain('VG123')),
  BAD_PROP_ORDER: unexpected,
  BAD_SCALAR_START: (_, place) => ({
    code: 'VG126',
    args: { character: textAt(place).charAt(0) },
    place,
    related: [],
  }),
  BLOCK_AS_IMPLICIT_KEY: byMessage([[/^Nested mappings/, plain('VG127')]], plain('VG123')),
  BLOCK_IN_FLOW: plain('VG128'),
  DUPLICATE_KEY: unexpected,
  IMPOSSIBLE: unexpected,
  KEY_OVER_1024_CHARS: unexpected,
  MISSING_CHAR: byMessage(
    [
      [/^Missing closing|^Expected flow|^Missing directives-end/, seenByTheWatch],
      [/^Implicit map keys/, plain('VG125')],
      [/^Sequence item without/, plain('VG123')],
      [/^Missing , /, plain('VG128')],
    ],
    unexpected,
  ),
  MULTILINE_IMPLICIT_KEY: plain('VG125'),
  MULTIPLE_ANCHORS: unexpected,
  MULTIPLE_DOCS: unexpected,
  MULTIPLE_TAGS: unexpected,
  NON_STRING_KEY: unexpected,
  RESOURCE_EXHAUSTION: unexpected,
  TAB_AS_INDENT: plain('VG120'),
  TAG_RESOLVE_FAILED: seenByTheWatch,
  UNEXPECTED_TOKEN: unexpected,
};

/** The span without the spaces before it and the lines after it. */
function onOneLine(file: SourceFile, start: number, end: number): Span {
  let from = start;
  while (file.text[from] === ' ') from++;
  const lineEnd = file.text.slice(from, Math.max(end, from + 1)).search(/\r?\n/);
  return { file, start: from, end: lineEnd > 0 ? from + lineEnd : Math.max(end, from + 1) };
}

/** The word that begins at the place, for a message. */
function textAt({ file, start }: Span): string {
  return /^\S*/.exec(file.text.slice(start, start + 30))?.[0] ?? '';
}
