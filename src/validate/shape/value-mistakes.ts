import type { Tree } from '../../parse/tree.js';
import { pathText } from '../../policy/path.js';
import { nearest } from '../nearest.js';
import { describe } from './describe.js';
import type { Mistake } from './mistake.js';

export function wrongKind({ path, node, schema, findings }: Mistake): void {
  const expected = schema.title ?? 'of another kind';
  findings.add('VG201', { path: pathText(path), expected, found: describe(node) }, { path });
}

export function notAllowed({ path, node, schema, findings }: Mistake): void {
  const allowed = (schema.enum ?? []).filter((one) => one !== null).map(String);
  const near = nearest(textIn(node), allowed);
  findings.add('VG202', { path: pathText(path), found: describe(node), allowed, nearest: near }, { path });
}

export function wrongText({ path, node, schema, findings }: Mistake): void {
  const args = { path: pathText(path), text: textIn(node), expected: schema.title ?? 'in another form' };
  findings.add('VG206', args, { path });
}

export function outOfRange({ path, node, schema, findings }: Mistake): void {
  const { minimum: low, maximum: high } = schema;
  findings.add('VG204', { path: pathText(path), found: textIn(node), low, high }, { path });
}

export function wrongLength({ path, node, schema, findings }: Mistake): void {
  findings.add('VG205', { path: pathText(path), ...lengthOf(node, schema) }, { path });
}

function lengthOf(node: Tree | undefined, schema: Mistake['schema']) {
  if (node?.kind === 'map') {
    return { unit: 'keys', count: node.entries.size, low: undefined, high: schema.maxProperties } as const;
  }
  if (node?.kind === 'list') {
    const { minItems: low, maxItems: high } = schema;
    return { unit: 'items', count: node.items.length, low, high } as const;
  }
  const { minLength: low, maxLength: high } = schema;
  return { unit: 'characters', count: [...textIn(node)].length, low, high } as const;
}

function textIn(node: Tree | undefined): string {
  return node?.kind === 'scalar' ? String(node.value) : '';
}
