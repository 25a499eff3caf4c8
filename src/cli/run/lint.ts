import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { LintInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';
import { whichPolicy } from './which-policy.js';

/**
 * `vosguard lint [FILE...]`. Each policy goes through the whole compiler, since what a backend cannot
 * carry is known only there; so a policy without findings is one that compiles without findings.
 */
export function lint(invocation: LintInvocation, io: Io): ExitStatus {
  const paths = invocation.files.length > 0 ? invocation.files : [whichPolicy(undefined, io)];
  const found = paths.filter((path) => path !== undefined);
  if (found.length === 0) return exitStatus.usage;
  const outcomes = found.map((path) => compileFile(path, invocation, io));
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  printFindings(findings, invocation, io, io.stdout);
  if (findings.length === 0 && invocation.format === 'pretty') io.stdout.write('no findings\n');
  return outcomes.map(({ status }) => status).toSorted((a, b) => b - a)[0] ?? exitStatus.done;
}
