import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Journal } from './journal.js';

/** Writes the text beside its target, down to the disk, and returns the name that a rename can take it from. */
export function stage(target: string, text: string, log: Journal, mode = 0o644): string {
  const spare = spareName(target);
  const file = openSync(spare, 'wx', 0o600);
  log.atEnd(() => unlinkSync(spare));
  try {
    fchmodSync(file, mode);
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return spare;
}

/** Keeps what stands at the target under a second name; `undefined` where nothing does. */
export function keepOld(target: string, log: Journal): string | undefined {
  if (!existsSync(target)) return undefined;
  const spare = spareName(target);
  log.atEnd(() => unlinkSync(spare));
  try {
    linkSync(target, spare);
  } catch {
    // vfat has no hard links, and fs.protected_hardlinks refuses those to files of somebody else.
    copyFileSync(target, spare, constants.COPYFILE_EXCL);
  }
  return spare;
}

/** In the same folder, since a rename does not cross file systems. */
function spareName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
}
