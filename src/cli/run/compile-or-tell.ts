import type { CompileInput } from '../../compile/lint-policy.js';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.js';
import type { ExitStatus } from '../exit-status.js';
import type { PolicyOptions } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';

/**
 * For commands that go on with the policy: its findings are theirs to tell or not. Where it has errors they are told here, on
 * stderr, and the status is that with which the command ends.
 */
export function compileOrTell<T>(
  pipeline: (input: CompileInput, report: Report) => T | undefined,
  path: string,
  options: PolicyOptions,
  io: Io,
): { readonly compiled: T; readonly findings: readonly Diagnostic[] } | ExitStatus {
  const { findings, compiled, status } = compileFile(pipeline, path, options, io);
  if (compiled !== undefined) return { compiled, findings };
  printFindings(findings, options, io, io.stderr);
  return status;
}
