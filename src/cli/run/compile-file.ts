import { dirname, isAbsolute, relative, resolve } from 'node:path';
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
  /** Every file that was read, as shown. */
  readonly read: ReadonlySet<string>;
}

/**
 * Takes one policy through the pipeline, as far as the caller needs it; nothing is written. `given` is its text where that does
 * not stand in the file of that name.
 */
export function compileFile<T>(
  pipeline: (input: CompileInput, report: Report) => T | undefined,
  named: string,
  { profile, allowOutside }: PolicyOptions,
  io: Io,
  given?: Uint8Array,
): Outcome<T> {
  const path = shownFrom(io.cwd, named);
  const findings: Diagnostic[] = [];
  const unreadable: string[] = [];
  const read = new Set<string>();
  const files = watched(
    withGiven(policyFiles({ root: dirname(path), allowOutside }), path, given),
    read,
    unreadable,
  );
  const compiled = pipeline({ path, files, profile, today: io.today }, (finding) => findings.push(finding));
  const failed = compiled === undefined || countFindings(findings).error > 0;
  const status = unreadable.length > 0 ? exitStatus.usage : failed ? exitStatus.problems : exitStatus.done;
  return { findings, compiled: failed ? undefined : compiled, status, read };
}

/** The same file has the same name however it was called: relative to the folder that we run in, where it is in it. */
function shownFrom(folder: string, path: string): string {
  if (!isAbsolute(path)) return path.replace(/^(\.\/+)+(?=[^/])/, '');
  const way = relative(folder, path);
  return way === '' || way.startsWith('..') || resolve(folder, way) !== path ? path : way;
}

/** The given text stands in for the file of that name, also where another file includes it. */
function withGiven(files: PolicyFiles, name: string, given: Uint8Array | undefined): PolicyFiles {
  if (given === undefined) return files;
  const text = { kind: 'text', path: name, identity: resolve(name), outside: false, bytes: given } as const;
  return {
    read: (path, from, limit) => {
      const result = from === undefined ? text : files.read(path, from, limit);
      return resolve(result.path) === text.identity ? text : result;
    },
  };
}

/** Notes when the policy itself cannot be read, which is not a mistake in it and has a status of its own. */
function watched(files: PolicyFiles, read: Set<string>, unreadable: string[]): PolicyFiles {
  return {
    read: (path, from, limit) => {
      const result = files.read(path, from, limit);
      read.add(result.path);
      if (from === undefined && result.kind === 'fault') unreadable.push(path);
      return result;
    },
  };
}
