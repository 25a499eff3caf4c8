import { lstatSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { journal } from './journal.js';
import { stage } from './stage.js';
import { syncFolder } from './sync-folder.js';
import { type SystemFault, systemFaultOf } from './system-fault.js';

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
