import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type FileFault, type PolicyFiles, shownPath } from '../parse/files.js';
import { readRegular } from './reading.js';

export interface PolicyFilesOptions {
  /** The policy's folder; only what is in it or below is read. */
  readonly root: string;
  readonly allowOutside: boolean;
  /** The folder in which a link is trusted. */
  readonly ofRoot?: string;
}

/** Where only root can put a link, as configuration management does. */
const OF_ROOT = '/etc/vosguard';

/**
 * Reads the policy and the files that it names. A link counts as being where it leads to, also where it is the policy itself: the user
 * has named it, but a stranger's pull request may have made it a link to any file of the runner, and lint prints lines of what it
 * reads. /etc/vosguard/policy.yaml may lead anywhere.
 */
export function policyFiles({ root, allowOutside, ofRoot = OF_ROOT }: PolicyFilesOptions): PolicyFiles {
  return {
    read: (wanted, from, limit) => {
      const path = shownPath(wanted, from);
      const bounded = from !== undefined && !allowOutside;
      // By the name first: whether a file outside exists is not told either.
      if (bounded && !isInside(resolve(path), resolve(root)))
        return { kind: 'fault', path, fault: 'outside' };
      try {
        const identity = realpathSync(path);
        const outside =
          !isInside(identity, realpathSync(root)) && !(from === undefined && isInside(resolve(path), ofRoot));
        if (outside && !allowOutside) return { kind: 'fault', path, fault: 'outside' };
        const content = readRegular(identity, limit);
        if (typeof content === 'string') return { kind: 'fault', path, fault: content };
        return { kind: 'text', path, identity, outside, bytes: content };
      } catch (error) {
        return { kind: 'fault', path, fault: faultOf(error) };
      }
    },
  };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const codesOfMissing: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ERR_INVALID_ARG_VALUE',
]);

/** Node throws ERR_INVALID_ARG_VALUE for a path with a NUL byte. An error without a code is our own bug. */
function faultOf(error: unknown): FileFault {
  if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
  return codesOfMissing.has(String(error.code)) ? 'missing' : 'unreadable';
}

/** Where commands look for a policy when none is named. */
export const defaultPolicies = ['policy.yaml', '/etc/vosguard/policy.yaml'] as const;

/** The first that is there, as it is to be shown; `undefined` where none is. */
export function defaultPolicy(
  folder: string,
  candidates: readonly string[] = defaultPolicies,
): string | undefined {
  return candidates.find((path) => existsSync(resolve(folder, path)));
}
