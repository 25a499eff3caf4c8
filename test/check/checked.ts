import { checkPolicy } from '../../src/check/check-policy.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { sentences } from '../../src/diagnostics/sentences.js';
import { parse } from '../../src/parse/parse.js';
import { validate } from '../../src/validate/validate.js';
import { memoryFiles } from '../parse/memory-files.js';
import { placeText } from '../parse/parsed.js';

export const today = '2026-06-15';

/** What the checks find in a policy that is valid; throws where it is not, since the test would then prove nothing. */
export function checked(
  text: string,
  others: Readonly<Record<string, string>> = {},
  profile?: string,
): readonly Diagnostic[] {
  const files = memoryFiles({ 'policy.yaml': text, ...others });
  const before: Diagnostic[] = [];
  const found: Diagnostic[] = [];
  const note = (finding: Diagnostic) => before.push(finding);
  const document = parse({ path: 'policy.yaml', files, profile }, note);
  const policy = document && validate(document, files, note);
  if (document === undefined || policy === undefined) throw new Error(before.map(brief).join('\n'));
  checkPolicy(policy, document, today, (finding) => found.push(finding));
  return found;
}

/** `3:5 VG301`, or `lists/a.txt:3:5 VG311` outside the policy itself. */
export function brief({ code, place }: Diagnostic): string {
  return `${placeText(place).replace(/^policy\.yaml:/, '')} ${code}`;
}

export function relatedTo({ related }: Diagnostic): readonly string[] {
  return related.map(({ place }) => placeText(place).replace(/^policy\.yaml:/, ''));
}

export function saying(findings: readonly Diagnostic[]): string {
  return findings.map((finding) => sentences(finding).what).join('\n');
}

/** A name, the body of a policy below `vosguard: 1`, which is line 1, and what is expected of the codes under test. */
export type Case = readonly [name: string, body: string, expected: readonly string[]];

/** Runs a table of policies, looking at the given codes only. */
export function table(codes: readonly Diagnostic['code'][], cases: readonly Case[]): void {
  test.each(cases)('%s', (_, body, expected) => {
    const found = checked(`vosguard: 1\n${body.replace(/^\n/, '')}`).filter(({ code }) =>
      codes.includes(code),
    );
    expect(found.map(brief)).toEqual(expected);
  });
}
