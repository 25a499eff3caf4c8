import { nodeAt } from '../../parse/document.js';
import type { Tree } from '../../parse/tree.js';
import type { PolicyPath } from '../../policy/path.js';
import { policySchema } from '../../policy/schema/policy-schema.js';
import type { Schema } from '../../policy/schema/schema.js';

/** The steps of a JSON pointer (RFC 6901). */
function steps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer to data as a path: a step into a list is a number. */
export function pathOf(root: Tree, pointer: string): PolicyPath {
  const path: (string | number)[] = [];
  for (const step of steps(pointer)) {
    path.push(nodeAt(root, path)?.kind === 'list' ? Number(step) : step);
  }
  return path;
}

/** The schema that holds the keyword at the pointer `#/definitions/limit/pattern`. */
export function schemaAt(pointer: string): Schema {
  let place: unknown = policySchema;
  for (const step of steps(pointer).slice(0, -1)) {
    place = (place as { readonly [key: string]: unknown })[decodeURIComponent(step)];
  }
  return place as Schema;
}
