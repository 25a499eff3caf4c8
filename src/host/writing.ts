import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type SystemFault, systemFaultOf } from './reading.js';

/** Steps with their ways back, and the clearing away that follows when all of them have been taken. */
export interface Journal {
  /** Takes the step; its way back is kept only when it succeeds. */
  readonly step: (step: () => void, back: () => void) => void;
  /** Work for the end, whether it is good or bad: best effort, what fails is left. */
  readonly atEnd: (clear: () => void) => void;
  readonly finish: () => void;
  /** Takes back every step, the last one first. False where one of them could not be taken back. */
  readonly rollBack: () => boolean;
}

export function journal(): Journal {
  const backs: (() => void)[] = [];
  const ends: (() => void)[] = [];
  const finish = () => {
    for (const end of ends) succeeds(end);
  };
  return {
    step: (step, back) => {
      step();
      backs.push(back);
    },
    atEnd: (clear) => {
      ends.push(clear);
    },
    finish,
    rollBack: () => {
      const outcomes = backs.toReversed().map(succeeds);
      finish();
      return outcomes.every((restored) => restored);
    },
  };
}

function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

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

/** A rename is on the disk only when its folder is (fsync(2), notes). */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes the whole file or leaves what is there: a reader finds the old text or the new one. `undefined`: it is written. A file keeps its
 * mode unless one is given. Neither a link nor a device is written to or replaced: what is behind it is somebody else's.
 */
export function replaceFile(path: string, text: string, mode?: number): SystemFault | undefined {
  const log = journal();
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() === true) return { code: 'ELOOP', path };
    if (found !== undefined && !found.isFile()) return { code: 'EISDIR', path };
    renameSync(stage(path, text, log, mode ?? (found && found.mode & 0o777)), path);
    syncFolder(dirname(path));
    log.finish();
    return undefined;
  } catch (error) {
    log.rollBack();
    return systemFaultOf(error, path);
  }
}

/** `undefined` where it is written. For its owner alone: what is written here tells how a host is protected. */
export const writeText = (path: string, text: string): SystemFault | undefined =>
  replaceFile(path, text, 0o600);

/** Writes a file that must not be there yet; even a dangling link counts as there (O_EXCL, open(2)). */
export function writeNewFile(path: string, text: string, mode = 0o644): SystemFault | undefined {
  try {
    const file = openSync(path, 'wx', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } catch (error) {
      unlinkSync(path);
      throw error;
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (error) {
    return systemFaultOf(error, path);
  }
}

/** For a file of our own that is of no use any more; one that stays does no harm. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch {}
}
