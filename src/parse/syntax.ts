import { Composer, type CST, type Document } from 'yaml';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import type { SourceFile } from '../diagnostics/source.js';
import { firstOfEachLine } from './first-of-each-line.js';
import { scan } from './scan.js';
import { syntaxFinding } from './syntax-finding.js';

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
