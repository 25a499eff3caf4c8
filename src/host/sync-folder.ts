import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A rename is on the disk only when its folder is (fsync(2), notes). */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
