import { isScalar, type Node, type Pair } from 'yaml';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import type { SourceFile, Span } from '../diagnostics/source.js';

export interface Key {
  readonly text: string;
  readonly span: Span;
}

/** A pair's key; `undefined`, after a report, where it cannot be a key of a policy. */
export function keyOf(
  pair: Pair<Node | null, Node | null>,
  file: SourceFile,
  report: Report,
): Key | undefined {
  const [start = 0, end = start] = pair.key?.range ?? pair.value?.range ?? [];
  const span: Span = { file, start, end };
  const about = { place: span, related: [] };
  if (!isScalar(pair.key) || pair.key.source === undefined || isEmpty(pair.key)) {
    report({ code: 'VG131', args: { key: '' }, ...about });
    return undefined;
  }
  const text = pair.key.source;
  if (pair.key.type === 'PLAIN' && text === '<<') {
    report({ code: 'VG132', args: null, ...about });
    return undefined;
  }
  if (typeof pair.key.value !== 'string') report({ code: 'VG131', args: { key: text }, ...about });
  else reportNoValue(text, pair.value, about, report);
  return { text, span };
}

/** A plain null that nobody wrote. An anchor or a tag on it says that somebody meant it. */
function isEmpty(node: Node | null): boolean {
  if (node === null) return true;
  return isScalar(node) && node.value === null && node.source === '' && node.anchor === undefined;
}

function reportNoValue(
  key: string,
  value: Node | null,
  about: Pick<Diagnostic, 'place' | 'related'>,
  report: Report,
): void {
  if (!isEmpty(value)) return;
  report({ code: key.includes(':') ? 'VG139' : 'VG138', args: { key }, ...about });
}
