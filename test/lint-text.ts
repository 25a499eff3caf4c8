import { type Compiled, compilePolicy, type Linted, lintPolicy } from '../src/compile.js';
import type { Diagnostic } from '../src/diagnostics/diagnostic.js';
import { words } from '../src/diagnostics/words/index.js';
import { memoryFiles } from './parse/memory-files.js';

export const today = '2026-11-23';

/** A policy given as text, as `lint` sees it: the policy or, where there are errors, their codes as an exception. */
export function lintText(text: string, files: Readonly<Record<string, string>> = {}): Linted {
  return withoutErrors((report) => lintPolicy(inputOf(text, files), report).linted);
}

/** A policy given as text, compiled. */
export function compileText(
  text: string,
  files: Readonly<Record<string, string>> = {},
  profile?: string,
): Compiled & { readonly findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const compiled = withoutErrors((report) =>
    compilePolicy({ ...inputOf(text, files), profile }, (finding) => {
      findings.push(finding);
      report(finding);
    }),
  );
  return { ...compiled, findings };
}

const inputOf = (text: string, files: Readonly<Record<string, string>>) => ({
  path: 'policy.yaml',
  files: memoryFiles({ 'policy.yaml': text, ...files }),
  profile: undefined,
  today,
});

function withoutErrors<T>(run: (report: (finding: Diagnostic) => void) => T | undefined): T {
  const errors: string[] = [];
  const result = run((finding) => {
    if (words[finding.code].severity === 'error')
      errors.push(`${finding.code} ${JSON.stringify(finding.args)}`);
  });
  if (result === undefined) throw new Error(`the policy has errors: ${errors.join('; ')}`);
  return result;
}
