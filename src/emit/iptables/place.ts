import type { Family } from '../../net/family.js';
import type { Hook } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';
import type { Dialect } from './dialect.js';

/** What decides the words for a match or an action besides itself. */
export interface Place {
  readonly find: Lookup;
  readonly family: Family;
  readonly dialect: Dialect;
  /** The hooks from which packets come here. */
  readonly hooks: ReadonlySet<Hook>;
}
