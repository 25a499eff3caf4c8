import { Composer, type CST, type Document, type ErrorCode, type YAMLError } from 'yaml';
import type { Diagnostic, Report, SourceFile, Span } from '../diagnostics/diagnostic.js';
import { scan, type WatchedQuote } from './scan.js';

/**
 * The findings without those that follow another on the same line: one slip of the pen makes a YAML reader
 * stumble several times, and only the first cause helps. What comes first in the list wins.
 */
function firstOfEachLine(file: SourceFile, findings: readonly Diagnostic[]): Diagnostic[] {
  if (findings.length === 0) return [];
  const starts = [...file.text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const taken = new Set<number>();
  return findings.filter(({ place }) => {
    const line = place !== undefined && 'start' in place ? lineOf(place.start, starts) : -1;
    return !taken.has(line) && taken.add(line);
  });
}

/** How many lines start at or before the offset, the first line not counted. */
function lineOf(offset: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An error of the `yaml` package in our terms; `undefined` where the watch has already said it. */
function syntaxFinding(
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

/** Findings after which the rest of the file still says what it seems to say. */
const harmless: ReadonlySet<Diagnostic['code']> = new Set(['VG112', 'VG113', 'VG133']);

/** The YAML 1.2 document of a file, or `undefined` after reporting why none can be trusted. */
export function syntax(file: SourceFile, report: Report): Document.Parsed | undefined {
  const scanned = scan(file);
  const [first, second] = scanned.tokens === undefined ? [] : compose(scanned.tokens);
  const errors = [first, second]
    .flatMap((document) => document?.errors ?? [])
    .sort((a, b) => a.pos[0] - b.pos[0]);
  const translated = errors.flatMap((error) => syntaxFinding(error, file, scanned.longQuotes) ?? []);
  const findings = firstOfEachLine(file, [...scanned.findings, ...translated]);
  if (second !== undefined) findings.push(secondDocument(file, second));
  findings.forEach(report);
  const [unseen] = findings.length === 0 ? errors : [];
  if (unseen !== undefined) throw new Error(`a syntax error without words: ${unseen.code} ${unseen.message}`);
  return findings.every(({ code }) => harmless.has(code)) ? first : undefined;
}

/** At most two documents: a file of nothing but separators would make hundreds of thousands. */
function compose(tokens: readonly CST.Token[]): Document.Parsed[] {
  // Duplicate keys are left to `treeOf`, which can name both places; the package compares each key with each.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(tokens)) {
    documents.push(document as Document.Parsed);
    if (documents.length === 2) break;
  }
  return documents;
}

function secondDocument(file: SourceFile, document: Document.Parsed): Diagnostic {
  const [start] = document.range;
  return { code: 'VG112', args: null, place: { file, start, end: start + 1 }, related: [] };
}
