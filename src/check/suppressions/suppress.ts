import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { locator } from '../../diagnostics/locate.js';
import type { Document } from '../../parse/document.js';
import { type Effect, effectOf } from './effect.js';
import { reachOf } from './reach.js';

export interface Suppressed {
  readonly left: readonly Diagnostic[];
  readonly effects: readonly Effect[];
  /** Those that there was a finding for. */
  readonly used: ReadonlySet<Effect>;
}

/** The findings that no comment of the policy suppresses. */
export function suppress(findings: readonly Diagnostic[], document: Document): Suppressed {
  const effects = document.suppressions.flatMap((one) => effectOf(one).effects);
  const reaching = reachOf(effects, document, locator());
  const used = new Set<Effect>();
  const left = findings.filter((finding) => {
    const reached = reaching(finding);
    for (const effect of reached) used.add(effect);
    return reached.length === 0;
  });
  return { left, effects, used };
}
