import type { ErrorObject } from 'ajv';
import { nodeAt } from '../../parse/document.js';
import type { MapNode } from '../../parse/tree.js';
import type { Schema } from '../../policy/schema/schema.js';
import type { Findings } from '../findings.js';
import { missingKey, unknownKey, wrongName } from './key-mistakes.js';
import type { Mistake } from './mistake.js';
import { pathOf } from './pointer.js';
import { notAllowed, outOfRange, wrongKind, wrongLength, wrongText } from './value-mistakes.js';

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
export function translate(error: ErrorObject, root: MapNode, findings: Findings): void {
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
