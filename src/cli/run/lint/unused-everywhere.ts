import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import { locator } from '../../../diagnostics/locate.js';
import type { Outcome } from '../compile-file.js';

/**
 * The findings of all policies, but for those about a suppression that another of them needs: a file that several policies
 * include may suppress what only one host has.
 */
export function unusedEverywhere(outcomes: readonly Outcome<unknown>[]): readonly Diagnostic[] {
  const locate = locator();
  const placeOf = ({ place }: Diagnostic) => (place === undefined ? '' : JSON.stringify(locate(place)));
  const unused = outcomes.map(
    ({ findings }) => new Set(findings.filter(({ code }) => code === 'VG701').map(placeOf)),
  );
  const isUsed = (finding: Diagnostic) =>
    outcomes.some(
      ({ read }, index) =>
        read.has(finding.place?.file.path ?? '') && unused[index]?.has(placeOf(finding)) === false,
    );
  return outcomes.flatMap(({ findings }) =>
    findings.filter((finding) => finding.code !== 'VG701' || !isUsed(finding)),
  );
}
