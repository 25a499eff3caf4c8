import { isDeepStrictEqual } from 'node:util';
import { onOneHost } from '../check/across.js';
import { type CompileInput, type Linted, settling } from '../compile.js';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import type { LegalRulesets } from '../emit/artifacts.js';
import { lower } from '../lower/lower.js';
import type { Document } from '../parse/document.js';
import { hostOf } from '../platform/resolve.js';
import { suppress } from '../suppressions/settle.js';
import { legalizeAll, placeIn, tellFallbacks } from './rulesets.js';

/**
 * `legalizePolicy` for many policies, of which the rules are not kept: what differs from the one before in nothing but its name has the same
 * fallbacks, so that of a fleet which shares a policy the rules are made once.
 */
export function lintingWhole(): (input: CompileInput, report: Report) => Linted | undefined {
  let last: { readonly document: Document; readonly legal: LegalRulesets } | undefined;
  return (input, report) =>
    settling(input, report, (linted, collect) => {
      const { policy, document } = linted;
      const at = placeIn(document);
      const host = hostOf(policy.target, at, collect, input.platform);
      if (host === undefined) return undefined;
      const legal = last && isAlike(last.document, document) ? last.legal : legalizeAll(lower(policy), host);
      last = { document, legal };
      tellFallbacks(legal, at, collect);
      return linted;
    });
}

/** Whether two documents say the same, of the same files, in all but the name. */
function isAlike({ root: one }: Document, { root: other }: Document): boolean {
  if (one.entries.size !== other.entries.size) return false;
  return [...one.entries].every(
    ([key, { value }]) => key === 'name' || isDeepStrictEqual(value, other.entries.get(key)?.value),
  );
}

/** What is wrong with policies beside each other, where no comment of theirs suppresses it. */
export const policiesOfOneHost = (linted: readonly Linted[]): readonly Diagnostic[] =>
  linted.reduce<readonly Diagnostic[]>(
    (left, { document }) => suppress(left, document).left,
    onOneHost(linted),
  );
