import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { inOrder } from '../../src/diagnostics/order.js';
import type { PolicyFiles } from '../../src/parse/files.js';
import { parse } from '../../src/parse/parse.js';
import type { Policy } from '../../src/policy/policy.js';
import { validate } from '../../src/validate/validate.js';

export interface Judged {
  readonly policy: Policy | undefined;
  readonly findings: readonly Diagnostic[];
  /** `3:14 VG212`, or `lists/bad.netset:3:1 VG220` outside the policy, in the order of printing. */
  readonly lines: readonly string[];
}

/** What reading and validating finds in a policy. */
export function judged(path: string, files: PolicyFiles, profile?: string): Judged {
  const findings: Diagnostic[] = [];
  const note = (finding: Diagnostic) => findings.push(finding);
  const document = parse({ path, files, profile }, note);
  const policy = document && validate(document, files, note);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const lines = inOrder(findings).map(({ location, finding: { code } }) => {
    if (location === undefined) return `- ${code}`;
    const { path: found, start } = location;
    const shown = found === path ? '' : `${found.replace(folder, '')}:`;
    return `${shown}${start.line}:${start.column} ${code}`;
  });
  return { policy, findings, lines };
}
