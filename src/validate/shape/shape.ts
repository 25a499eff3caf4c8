import type { MapNode } from '../../parse/tree.js';
import type { Findings } from '../findings.js';
import validatePolicy from '../generated/policy-validator.cjs';
import { dataOf } from './data.js';
import { translate } from './translate.js';

/** Compares a tree with the schema: every key and every kind of value. */
export function checkShape(root: MapNode, findings: Findings): void {
  if (validatePolicy(dataOf(root))) return;
  for (const error of validatePolicy.errors ?? []) translate(error, root, findings);
}
