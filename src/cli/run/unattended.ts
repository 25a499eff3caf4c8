import type { Diagnostic } from '../../diagnostics/diagnostic.js';

/**
 * What nobody may have looked at before it comes into force: a blocklist that is empty, too old, holds a large part of the internet or the private
 * networks. Its warnings stop an apply that asks nobody, unless a comment of the policy suppresses them.
 */
export function unattendedFault(findings: readonly Diagnostic[]): string | undefined {
  const found = findings.filter(isOfLists).map(({ code }) => code);
  if (found.length === 0) return undefined;
  const codes = [...new Set(found)].join(', ');
  return `${codes}: with --yes nobody looks at such a list, so nothing was changed. Mend the list, or say in the policy that it is meant: # vosguard-disable-next-line ${found[0]} -- the reason`;
}

function isOfLists(finding: Diagnostic): boolean {
  if (finding.code === 'VG374') return finding.args.listed;
  return finding.code === 'VG241' || finding.code === 'VG243' || finding.code === 'VG255';
}
