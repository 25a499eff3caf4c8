import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { systemFaultOf } from '../reading.js';
import { replaceFile } from '../writing.js';
import { fetchHttps } from './fetch-https.js';
import { resolveNames } from './resolve-names.js';

/** Writes the file, whole or not at all. It must be in the folder or below, links followed, unless that is allowed. Words where it is not written. */
export function writeList(
  path: string,
  text: string,
  { root, allowOutside }: { readonly root: string; readonly allowOutside: boolean },
): string | undefined {
  if (!allowOutside && !isInside(resolve(path), resolve(root))) return outside(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!allowOutside && !isInside(realpathSync(dirname(path)), realpathSync(root))) return outside(path);
  } catch (error) {
    return `${path} cannot be written (${systemFaultOf(error, path).code})`;
  }
  const fault = replaceFile(path, text);
  return fault === undefined ? undefined : `${path} cannot be written (${fault.code})`;
}

const outside = (path: string): string => `${path} is outside the policy's folder; --allow-outside allows it`;

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}

/** What `lists refresh` does to the world. */
export interface ListSources {
  readonly now: () => Date;
  readonly https: typeof fetchHttps;
  readonly names: typeof resolveNames;
  readonly write: typeof writeList;
}

export const listSources: ListSources = {
  now: () => new Date(),
  https: fetchHttps,
  names: resolveNames,
  write: writeList,
};
