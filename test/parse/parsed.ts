import type { Diagnostic, Place } from '../../src/diagnostics/diagnostic.js';
import { lineAndColumn } from '../../src/diagnostics/position.js';
import type { Document } from '../../src/parse/document.js';
import { parse } from '../../src/parse/parse.js';
import type { Tree } from '../../src/parse/tree.js';
import { memoryFiles } from './memory-files.js';

export interface Parsed {
  readonly document: Document | undefined;
  readonly findings: readonly Diagnostic[];
  /** `VG130 policy.yaml:2:1`, in the order in which they were reported. */
  readonly brief: readonly string[];
}

/** Parses `policy.yaml` out of files in memory; a single text is that file. */
export function parsed(files: string | Parameters<typeof memoryFiles>[0], profile?: string): Parsed {
  const findings: Diagnostic[] = [];
  const all = typeof files === 'string' ? { 'policy.yaml': files } : files;
  const input = { path: 'policy.yaml', files: memoryFiles(all), profile };
  const document = parse(input, (finding) => findings.push(finding));
  return { document, findings, brief: findings.map(({ code, place }) => `${code} ${placeText(place)}`) };
}

export function placeText(place: Place | undefined): string {
  if (place === undefined) return '-';
  const { line, column } = 'start' in place ? lineAndColumn(place.file, place.start) : place;
  return `${place.file.path}:${line}:${column}`;
}

/** The tree as JSON would have it, for comparisons without positions. */
export function bare(tree: Tree | undefined): unknown {
  if (tree === undefined) return undefined;
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(bare);
    case 'map':
      return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, bare(value)]));
  }
}
