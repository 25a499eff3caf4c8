import { closeSync, fsyncSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { type SystemFault, systemFaultOf } from './system-fault.js';

/** Writes a file that must not be there yet; even a dangling link counts as there (O_EXCL, open(2)). */
export function writeNewFile(path: string, text: string): SystemFault | undefined {
  try {
    const file = openSync(path, 'wx', 0o644);
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
