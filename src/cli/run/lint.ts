import { legalizePolicy } from '../../compile/legalize-policy.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { backendWords } from '../../diagnostics/words/backends.js';
import { words } from '../../diagnostics/words/index.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { LintInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';
import { whichPolicy } from './which-policy.js';

/**
 * `vosguard lint [FILE...]`. Each policy goes through the whole compiler, since what a platform cannot
 * carry at all is known only there: a policy that lint lets through compiles. What a backend does in another
 * way is no mistake of the policy; compile tells it, beside the rules that it is about.
 */
export function lint(invocation: LintInvocation, io: Io): ExitStatus {
  const paths = invocation.files.length > 0 ? invocation.files : [whichPolicy(undefined, io)];
  const found = paths.filter((path) => path !== undefined);
  if (found.length === 0) return exitStatus.usage;
  const outcomes = found.map((path) => compileFile(legalizePolicy, path, invocation, io));
  const findings = outcomes.flatMap((outcome) => outcome.findings).filter((finding) => !isFallback(finding));
  printFindings(findings, invocation, io, io.stdout);
  if (findings.length === 0 && invocation.format === 'pretty') io.stdout.write('no findings\n');
  return outcomes.map(({ status }) => status).toSorted((a, b) => b - a)[0] ?? exitStatus.done;
}

function isFallback({ code }: Diagnostic): boolean {
  return Object.hasOwn(backendWords, code) && words[code].severity !== 'error';
}
