import { posix } from 'node:path';

/** A path as messages show it: relative to where the command ran if the policy was named so, without detours. */
export function shownPath(path: string, from: string | undefined): string {
  if (from === undefined) return path;
  return posix.isAbsolute(path) ? path : posix.join(posix.dirname(from), path);
}
