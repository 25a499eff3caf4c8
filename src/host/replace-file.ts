import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { journal } from './journal.js';
import { stage } from './stage.js';
import { syncFolder } from './sync-folder.js';
import { type SystemFault, systemFaultOf } from './system-fault.js';

/** Writes the whole file or leaves what is there: a reader finds the old text or the new one. `undefined`: it is written. */
export function replaceFile(path: string, text: string): SystemFault | undefined {
  const log = journal();
  try {
    renameSync(stage(path, text, log), path);
    syncFolder(dirname(path));
    log.finish();
    return undefined;
  } catch (error) {
    log.rollBack();
    return systemFaultOf(error, path);
  }
}
