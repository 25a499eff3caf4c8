import type { ErrorObject } from 'ajv';
import { nodeAt } from '../../parse/document.js';
import type { MapNode, Tree } from '../../parse/tree.js';
import type { PolicyPath } from '../../policy/path.js';
import type { Schema } from '../../policy/schema/schema.js';
import type { Findings } from '../findings.js';
import validatePolicy from '../generated/policy-validator.cjs';
import {
  type Mistake,
  missingKey,
  notAllowed,
  outOfRange,
  unknownKey,
  wrongKind,
  wrongLength,
  wrongName,
  wrongText,
} from './mistakes.js';

/** A map has no prototype, so that a key such as `__proto__` is a key like others. */
type Data = string | number | boolean | null | readonly Data[] | { [key: string]: Data };

/** The tree as ajv wants it. */
function dataOf(tree: Tree): Data {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(dataOf);
    case 'map': {
      const data = Object.create(null) as { [key: string]: Data };
      for (const [key, entry] of tree.entries) data[key] = dataOf(entry.value);
      return data;
    }
  }
}

/** A JSON pointer (RFC 6901) as a path: a step into a list is a number. */
function pathOf(root: Tree, pointer: string): PolicyPath {
  const path: (string | number)[] = [];
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(nodeAt(root, path)?.kind === 'list' ? Number(key) : key);
  }
  return path;
}

/** The keywords of draft-07 that the policy's schema uses. A test compares the two. */
export const translations: { readonly [keyword: string]: (mistake: Mistake) => void } = {
  type: wrongKind,
  enum: notAllowed,
  pattern: wrongText,
  minimum: outOfRange,
  maximum: outOfRange,
  minLength: wrongLength,
  maxLength: wrongLength,
  minItems: wrongLength,
  maxItems: wrongLength,
  maxProperties: wrongLength,
  required: missingKey,
  dependencies: missingKey,
  additionalProperties: unknownKey,
  propertyNames: wrongName,
};

/** An error of ajv in our words. */
function translate(error: ErrorObject, root: MapNode, findings: Findings): void {
  // What is wrong with a name is told by `propertyNames`, which knows the name.
  if (error.propertyName !== undefined) return;
  const path = pathOf(root, error.instancePath);
  const translation = translations[error.keyword];
  if (translation === undefined) throw new Error(`no words for the keyword ${error.keyword}`);
  translation({
    path,
    node: nodeAt(root, path),
    schema: (error.parentSchema ?? {}) as Schema,
    params: error.params,
    findings,
  });
}

/** Compares a tree with the schema: every key and every kind of value. */
export function checkShape(root: MapNode, findings: Findings): void {
  if (validatePolicy(dataOf(root))) return;
  for (const error of validatePolicy.errors ?? []) translate(error, root, findings);
}
