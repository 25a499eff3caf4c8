import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { CompileInput } from '../../compile.js';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.js';
import { countFindings } from '../../diagnostics/order.js';
import { defaultPolicies, defaultPolicy, policyFiles } from '../../host/policy-files.js';
import type { PolicyFiles } from '../../parse/files.js';
import type { ReadTree } from '../../parse/read-tree.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { PolicyOptions } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { printFindings } from './findings.js';

/** The policy that was named, else the default one; `undefined`, and said so, where there is none. */
export function whichPolicy(named: string | undefined, io: Io): string | undefined {
  const path = named ?? defaultPolicy(io.cwd);
  if (path === undefined) {
    const places = defaultPolicies.join(' nor ');
    complain(
      io,
      exitStatus.usage,
      `there is neither ${places}; name a policy, or write one with vosguard init`,
    );
  }
  return path;
}

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
 * not stand in the file of that name; `readTree` is for one of many.
 */
export function compileFile<T>(
  pipeline: (input: CompileInput, report: Report) => T | undefined,
  named: string,
  { profile, allowOutside, platform }: PolicyOptions,
  io: Io,
  { given, readTree }: { readonly given?: Uint8Array; readonly readTree?: ReadTree } = {},
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
  const input = { path, files, profile, today: io.today, platform, readTree };
  const compiled = pipeline(input, (finding) => findings.push(finding));
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

export interface BesideHost<T> {
  readonly path: string;
  readonly findings: readonly Diagnostic[];
  /** `undefined` where it has errors. */
  readonly compiled: T | undefined;
}

/**
 * For commands about a running host, which work without a policy too: the one that was named, whose errors are told and end the
 * command, or the default one, with the profile that is applied there. `undefined`: there is none.
 */
export function policyBeside<T>(
  pipeline: (input: CompileInput, report: Report) => T | undefined,
  file: string | undefined,
  { profile, platform }: Pick<PolicyOptions, 'profile' | 'platform'>,
  io: Io,
): BesideHost<T> | undefined | ExitStatus {
  const options = { profile, platform, allowOutside: false, format: 'pretty', colour: undefined } as const;
  if (file !== undefined) {
    const named = compileOrTell(pipeline, file, options, io);
    return typeof named === 'number' ? named : { path: file, ...named };
  }
  const path = defaultPolicy(io.cwd);
  return path === undefined ? undefined : { path, ...compileFile(pipeline, path, options, io) };
}
