import { existsSync, lstatSync, mkdirSync, renameSync, rmdirSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formerArtifacts, manifestName } from './former-artifacts.js';
import { type Journal, journal } from './journal.js';
import { keepOld, stage } from './stage.js';
import { syncFolder } from './sync-folder.js';
import { type SystemFault, systemFaultOf } from './system-fault.js';

export type WriteResult =
  | { readonly kind: 'written'; readonly removed: readonly string[] }
  /** `restored`: the folder is as it was before. */
  | { readonly kind: 'failed'; readonly fault: SystemFault; readonly restored: boolean };

/**
 * Writes the artifacts into the folder, all or none. What can fail for want of space or permission comes
 * first, under names that nobody reads; then there are only renames, the manifest last, so that a reader
 * finds each file old or new, never half. What a former manifest names and is not written any more is
 * removed: stale rules would be loaded beside the new ones.
 */
export function writeArtifacts(folder: string, artifacts: ReadonlyMap<string, string>): WriteResult {
  const log = journal();
  try {
    makeFolder(resolve(folder), log);
    const names = [...artifacts.keys()].sort(
      (a, b) => Number(a === manifestName) - Number(b === manifestName),
    );
    const taken = names.map((name) => join(folder, name)).find(isOccupied);
    if (taken !== undefined)
      return { kind: 'failed', fault: { code: 'EISDIR', path: taken }, restored: true };
    const removed = formerArtifacts(folder).filter((name) => !artifacts.has(name));
    const moves = [
      ...removed.map((name) => removal(join(folder, name), log)),
      ...names.map((name) => replacement(join(folder, name), artifacts.get(name) ?? '', log)),
    ];
    for (const move of moves) move();
    syncFolder(folder);
    log.finish();
    return { kind: 'written', removed };
  } catch (error) {
    const restored = log.rollBack();
    return { kind: 'failed', fault: systemFaultOf(error, folder), restored };
  }
}

/** Stages the text and returns the step that puts it in place. */
function replacement(target: string, text: string, log: Journal): () => void {
  const staged = stage(target, text, log);
  const old = keepOld(target, log);
  const back = () => (old === undefined ? unlinkSync(target) : renameSync(old, target));
  return () => log.step(() => renameSync(staged, target), back);
}

function removal(target: string, log: Journal): () => void {
  const old = keepOld(target, log);
  const back = () => old !== undefined && renameSync(old, target);
  return () => log.step(() => unlinkSync(target), back);
}

/**
 * Folder by folder: the recursive mkdir of Node 20 never ends below /proc, where mkdir(2) says ENOENT. Below a file it is
 * mkdir(2) again that has to say so: statSync with `throwIfNoEntry: false` throws ENOTDIR in Node 20 and 22, and finds
 * nothing in Node 26.
 */
function makeFolder(folder: string, log: Journal): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder), log);
  log.step(
    () => mkdirSync(folder, 0o755),
    () => rmdirSync(folder),
  );
}

/** Something stands there that is neither a file nor a link to one, and that a rename must not bury. */
function isOccupied(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isSymbolicLink();
}
