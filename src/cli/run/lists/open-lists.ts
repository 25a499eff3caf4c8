import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import { policyFiles } from '../../../host/policy-files.js';
import { type FetchedList, fetchedLists } from '../../../lists/fetched-lists.js';
import { listLimit, type PolicyFiles, policyLimit, shownPath } from '../../../parse/files.js';
import { emptyLock, type ListLock, lockName, readLock } from '../../../policy/list-lock.js';
import type { ListSpec } from '../../../policy/list-spec.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { PolicyOptions } from '../../invocation.js';
import type { Io } from '../../io.js';
import { whichPolicy } from '../compile-file.js';
import { printFindings } from '../findings.js';

/** The lists of a policy that are fetched, and what is known of them. */
export interface OpenLists {
  readonly lists: readonly FetchedList[];
  readonly lock: ListLock;
  readonly lockPath: string;
  /** The policy's folder. */
  readonly root: string;
  readonly files: PolicyFiles;
}

export function openLists(named: string | undefined, options: PolicyOptions, io: Io): OpenLists | ExitStatus {
  const path = whichPolicy(named, io);
  if (path === undefined) return exitStatus.usage;
  const root = dirname(path);
  const files = policyFiles({ root, allowOutside: options.allowOutside });
  if (files.read(path, undefined, policyLimit).kind === 'fault')
    return told(path, files, options, io, exitStatus.usage);
  const findings: Diagnostic[] = [];
  const lists = fetchedLists({ path, files, profile: options.profile }, (finding) => findings.push(finding));
  if (lists === undefined) return told(path, files, options, io, exitStatus.problems);
  const found = files.read(lockName, path, policyLimit);
  const text = found.kind === 'text' ? new TextDecoder().decode(found.bytes) : '';
  return {
    lists,
    lock: readLock(text) ?? emptyLock,
    lockPath: resolve(io.cwd, shownPath(lockName, path)),
    root,
    files,
  };
}

function told(
  path: string,
  files: PolicyFiles,
  options: PolicyOptions,
  io: Io,
  status: ExitStatus,
): ExitStatus {
  const findings: Diagnostic[] = [];
  fetchedLists({ path, files, profile: options.profile }, (finding) => findings.push(finding));
  printFindings(findings, options, io, io.stderr);
  return status;
}

/** The bytes of the file of a list, as they stand. */
export function standing({ file, from }: ListSpec, files: PolicyFiles): Uint8Array | undefined {
  const found = files.read(file, from, listLimit);
  return found.kind === 'text' ? found.bytes : undefined;
}
