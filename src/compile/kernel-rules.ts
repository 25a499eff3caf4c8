import { printedOf } from '../emit/artifacts.js';
import type { Rule } from '../ruleset/ruleset.js';
import type { Legalized } from './legalize-policy.js';

/** The rules of every backend that a policy becomes. */
export const kernelRules = ({ legal }: Pick<Legalized, 'legal'>): readonly Rule[] =>
  printedOf(legal).flatMap(({ ruleset }) => ruleset.chains.flatMap(({ rules }) => rules));
