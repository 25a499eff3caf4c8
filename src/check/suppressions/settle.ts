import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Code } from '../../diagnostics/words/index.js';
import type { Document } from '../../parse/document.js';
import { finding } from '../check.js';
import { effectOf } from './effect.js';
import { idleIn } from './idle.js';
import { suppress } from './suppress.js';

/** Found only beside other policies (`across`). */
const notOfOnePolicy: ReadonlySet<Code> = new Set(['VG380', 'VG381']);

/**
 * The findings that no comment of the policy suppresses, and what is wrong with the comments: without a reason, with a code
 * that is none or that cannot be suppressed, or suppressing nothing.
 */
export function settle(findings: readonly Diagnostic[], document: Document): readonly Diagnostic[] {
  if (document.suppressions.length === 0) return findings;
  const { left, effects, used } = suppress(findings, document);
  const isIdle = idleIn(document);
  const unused = effects
    .filter((effect) => !used.has(effect) && !notOfOnePolicy.has(effect.code))
    .filter(({ place }) => !isIdle(place))
    .map(({ place, code, form }) => finding('VG701', place, { code, form }));
  return [...left, ...document.suppressions.flatMap((one) => effectOf(one).faults), ...unused];
}
