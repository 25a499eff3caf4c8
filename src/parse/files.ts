import { posix } from 'node:path';
import type { Diagnostic, FileFault, Place } from '../diagnostics/diagnostic.js';

export type { FileFault };

export type ReadResult =
  | FileText
  | { readonly kind: 'fault'; readonly path: string; readonly fault: FileFault };

export interface FileText {
  readonly kind: 'text';
  /** As shown to the user, and what a file that this one names is relative to; see `shownPath`. */
  readonly path: string;
  /** The same for the same file, whatever links or detours led to it. Never shown. */
  readonly identity: string;
  /** It is not in the policy's folder or below and was read because that was allowed: nothing of it may be shown. */
  readonly outside: boolean;
  readonly bytes: Uint8Array;
}

/**
 * How the pure stages get at files: `src/host` gives the real one, tests give a map.
 * `path` is as the user wrote it, `from` the shown path of the file that says so; relative paths are relative
 * to its folder. A file of more than `limit` bytes is `too-large` and is not read.
 */
export interface PolicyFiles {
  readonly read: (path: string, from: string | undefined, limit: number) => ReadResult;
}

const mebibyte = 1024 * 1024;

/** Bytes of one YAML file: a hundred times the largest policy we can imagine a person to write. */
export const policyLimit = 4 * mebibyte;
/** Bytes of one list of addresses: several million lines. */
export const listLimit = 256 * mebibyte;

const codes = {
  missing: 'VG101',
  unreadable: 'VG102',
  'not-regular': 'VG103',
  outside: 'VG104',
  'not-text': 'VG106',
} as const satisfies Record<Exclude<FileFault, 'too-large'>, string>;

/** The finding for a file that could not be had. `place` is where it is named; `limit` is in bytes. */
export function faultFinding(
  fault: FileFault,
  path: string,
  limit: number,
  place: Place | undefined,
): Diagnostic {
  const about = { place, related: [] };
  return fault === 'too-large'
    ? { code: 'VG105', args: { path, limit }, ...about }
    : { code: codes[fault], args: { path }, ...about };
}

/** A path as messages show it: relative to where the command ran if the policy was named so, without detours. */
export function shownPath(path: string, from: string | undefined): string {
  if (from === undefined) return path;
  return posix.isAbsolute(path) ? path : posix.join(posix.dirname(from), path);
}

/** Files in memory, by the path from the working directory; a `FileFault` stands for a file that cannot be had. */
export function memoryFiles(
  files: Readonly<Record<string, string | Uint8Array | { readonly fault: FileFault }>>,
): PolicyFiles {
  return {
    read: (wanted, from, limit) => {
      const path = shownPath(wanted, from);
      const file = Object.hasOwn(files, path) ? files[path] : undefined;
      if (file === undefined) return { kind: 'fault', path, fault: 'missing' };
      if (typeof file === 'object' && 'fault' in file) return { kind: 'fault', path, fault: file.fault };
      const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
      if (bytes.byteLength > limit) return { kind: 'fault', path, fault: 'too-large' };
      return { kind: 'text', path, identity: path, outside: false, bytes };
    },
  };
}
