import { quoted } from '../../diagnostics/words/shape/quoting.js';
import type { Tree } from '../../parse/tree.js';

/** What stands there, in words that follow "is". */
export function describe(node: Tree | undefined): string {
  if (node === undefined) return 'missing';
  switch (node.kind) {
    case 'map':
      return 'a map';
    case 'list':
      return 'a list';
    case 'scalar':
      return describeScalar(node.value);
  }
}

function describeScalar(value: string | number | boolean | null): string {
  if (value === null) return 'empty';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoted(value)}`;
  return typeof value === 'number' ? `the number ${value}` : `${value}`;
}
