import type { ArgsByCode, Code } from '../diagnostics/words/index.js';
import type { Tree } from '../parse/tree.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Findings } from './findings.js';

/** A value of the policy on its way to a type: the node, if there is one, and where it stands. */
export interface Field {
  readonly node: Tree | undefined;
  readonly path: PolicyPath;
  readonly findings: Findings;
}

export function child(parent: Field, key: string): Field {
  const node = parent.node?.kind === 'map' ? parent.node.entries.get(key)?.value : undefined;
  return { node, path: [...parent.path, key], findings: parent.findings };
}

/** As `child`, and a finding where a map lacks the key. */
export function required(parent: Field, key: string): Field {
  const field = child(parent, key);
  if (field.node === undefined && parent.node?.kind === 'map') missing(parent, key);
  return field;
}

export function missing(parent: Field, ...keys: readonly string[]): void {
  fault(parent, 'VG203', { keys, within: pathText(parent.path) });
}

/** The items of a list; none where there is no list. */
export function items(field: Field): readonly Field[] {
  if (field.node?.kind !== 'list') return [];
  return field.node.items.map((node, index) => ({
    node,
    path: [...field.path, index],
    findings: field.findings,
  }));
}

/**
 * As `items`, each text once, and a finding for every repetition. The schema's `uniqueItems` would compare each
 * item with each, whatever they are.
 */
export function distinctItems(field: Field): readonly Field[] {
  const firsts = new Map<string | number, number>();
  return items(field).filter((item, index) => {
    const text = textOf(item) ?? index;
    const first = firsts.get(text);
    if (first !== undefined) fault(item, 'VG208', { path: pathText(field.path), first, second: index });
    else firsts.set(text, index);
    return first === undefined;
  });
}

/** The keys and values of a map in the order of writing; none where there is no map. */
export function entries(field: Field): readonly (readonly [string, Field])[] {
  if (field.node?.kind !== 'map') return [];
  return [...field.node.entries.keys()].map((key) => [key, child(field, key)] as const);
}

/** `read` where something stands there. */
export function optional<T>(field: Field, read: (field: Field) => T): T | undefined {
  return field.node === undefined ? undefined : read(field);
}

export function fault<C extends Code>(field: Field, code: C, args: ArgsByCode[C]): void {
  field.findings.add(code, args, { path: field.path });
}

/** What a scalar says, as it was written. `undefined` for everything else, which the schema speaks of. */
export function textOf(field: Field): string | undefined {
  if (field.node?.kind !== 'scalar' || field.node.value === null) return undefined;
  return typeof field.node.value === 'string' ? field.node.value : field.node.source;
}
