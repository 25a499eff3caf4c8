import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { locator } from '../../diagnostics/locate.js';
import type { Document } from '../../parse/document.js';
import { finding } from '../check.js';
import { coverOf } from './covers.js';
import { type Effect, effectOf } from './effect.js';
import { isIdle } from './idle.js';

/**
 * The findings that no comment of the policy suppresses, and what is wrong with the comments: without a reason, with a code
 * that is none or that cannot be suppressed, or suppressing nothing.
 */
export function settle(findings: readonly Diagnostic[], document: Document): readonly Diagnostic[] {
  if (document.suppressions.length === 0) return findings;
  const read = document.suppressions.map(effectOf);
  const locate = locator();
  const covers = read
    .flatMap(({ effects }) => effects)
    .map((effect) => ({ effect, covers: coverOf(effect, document, locate) }));
  const used = new Set<Effect>();
  const left = findings.filter((one) => {
    const covering = covers.filter((cover) => cover.covers(one));
    for (const { effect } of covering) used.add(effect);
    return covering.length === 0;
  });
  const unused = covers.flatMap(({ effect }) =>
    used.has(effect) || isIdle(effect.place, document)
      ? []
      : [finding('VG701', effect.place, { code: effect.code, form: effect.form })],
  );
  return [...left, ...read.flatMap(({ faults }) => faults), ...unused];
}
