import { dirname } from 'node:path';
import type { CompileInput } from '../../compile/lint-policy.js';
import { countFindings } from '../../diagnostics/count.js';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.js';
import { policyFiles } from '../../host/policy-files.js';
import type { PolicyFiles } from '../../parse/files.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { PolicyOptions } from '../invocation.js';
import type { Io } from '../io.js';

export interface Outcome<T> {
  readonly findings: readonly Diagnostic[];
  /** `undefined` where there was an error. */
  readonly compiled: T | undefined;
  readonly status: ExitStatus;
}

/** Takes one policy through the pipeline, as far as the caller needs it; nothing is written. */
export function compileFile<T>(
  pipeline: (input: CompileInput, report: Report) => T | undefined,
  path: string,
  { profile, allowOutside }: PolicyOptions,
  io: Io,
): Outcome<T> {
  const findings: Diagnostic[] = [];
  const unreadable: string[] = [];
  const files = watched(policyFiles({ root: dirname(path), allowOutside }), (fault) =>
    unreadable.push(fault),
  );
  const compiled = pipeline({ path, files, profile, today: io.today }, (finding) => findings.push(finding));
  const failed = compiled === undefined || countFindings(findings).error > 0;
  const status = unreadable.length > 0 ? exitStatus.usage : failed ? exitStatus.problems : exitStatus.done;
  return { findings, compiled: failed ? undefined : compiled, status };
}

/** Notes when the policy itself cannot be read, which is not a mistake in it and has a status of its own. */
function watched(files: PolicyFiles, onFault: (path: string) => void): PolicyFiles {
  return {
    read: (path, from, limit) => {
      const result = files.read(path, from, limit);
      if (from === undefined && result.kind === 'fault') onFault(path);
      return result;
    },
  };
}
