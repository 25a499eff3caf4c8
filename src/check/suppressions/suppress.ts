import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { locator } from '../../diagnostics/locate.js';
import type { Document } from '../../parse/document.js';
import { coverOf } from './covers.js';
import { type Effect, effectOf } from './effect.js';

export interface Suppressed {
  readonly left: readonly Diagnostic[];
  readonly effects: readonly Effect[];
  /** Those that there was a finding for. */
  readonly used: ReadonlySet<Effect>;
}

/** The findings that no comment of the policy suppresses. */
export function suppress(findings: readonly Diagnostic[], document: Document): Suppressed {
  const locate = locator();
  const effects = document.suppressions.flatMap((one) => effectOf(one).effects);
  const covers = effects.map((effect) => ({ effect, covers: coverOf(effect, document, locate) }));
  const used = new Set<Effect>();
  const left = findings.filter((finding) => {
    const covering = covers.filter((cover) => cover.covers(finding));
    for (const { effect } of covering) used.add(effect);
    return covering.length === 0;
  });
  return { left, effects, used };
}
