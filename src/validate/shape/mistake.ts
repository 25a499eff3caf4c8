import type { ErrorObject } from 'ajv';
import type { Tree } from '../../parse/tree.js';
import type { PolicyPath } from '../../policy/path.js';
import type { Schema } from '../../policy/schema/schema.js';
import type { Findings } from '../findings.js';

/** An error of ajv with what it is about. */
export interface Mistake {
  readonly path: PolicyPath;
  readonly node: Tree | undefined;
  /** The schema that was broken. */
  readonly schema: Schema;
  readonly params: ErrorObject['params'];
  readonly findings: Findings;
}
