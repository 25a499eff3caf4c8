import { isMap, isScalar, isSeq } from 'yaml';
import type { Report } from '../diagnostics/diagnostic.js';
import type { SourceFile, Span } from '../diagnostics/source.js';
import { faultFinding } from './fault.js';
import { policyLimit } from './files.js';
import { syntax } from './syntax.js';
import { onlyPrintable, textOf } from './text.js';
import type { MapNode } from './tree.js';
import { treeOf } from './tree-of.js';

/** One YAML file as a tree. `named` is the place that names the file; `tree` is `undefined` where it cannot be used. */
export function readTree(
  path: string,
  bytes: Uint8Array,
  named: Span | undefined,
  report: Report,
): { readonly file: SourceFile; readonly tree: MapNode | undefined } {
  const text = textOf(bytes);
  const file: SourceFile = { path, text: text ?? '' };
  if (text === undefined) {
    report(faultFinding('not-text', path, policyLimit, named));
    return { file, tree: undefined };
  }
  return { file, tree: onlyPrintable(file, report) ? mapOf(file, report) : undefined };
}

function mapOf(file: SourceFile, report: Report): MapNode | undefined {
  let sound = true;
  const document = syntax(file, (finding) => {
    sound = false;
    report(finding);
  });
  const root = document?.contents;
  if (isMap(root)) {
    const tree = treeOf(root, file, report);
    return tree?.kind === 'map' ? tree : undefined;
  }
  const place: Span = { file, start: root?.range[0] ?? 0, end: (root?.range[0] ?? 0) + 1 };
  const empty = !root || (isScalar(root) && root.source === '');
  if (!empty)
    report({ code: 'VG111', args: { found: isSeq(root) ? 'a list' : 'a single value' }, place, related: [] });
  else if (sound)
    report({ code: 'VG110', args: { path: file.path }, place: { file, start: 0, end: 0 }, related: [] });
  return undefined;
}
