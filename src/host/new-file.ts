import { closeSync, fsyncSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { type SystemFault, systemFaultOf } from './system-fault.js';

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
