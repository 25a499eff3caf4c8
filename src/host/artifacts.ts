import { existsSync, lstatSync, mkdirSync, renameSync, rmdirSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseJson } from '../json/json.js';
import { readRegular, type SystemFault, systemFaultOf } from './reading.js';
import { type Journal, journal, keepOld, stage, syncFolder } from './writing.js';

const manifestName = 'manifest.json';
const LARGEST = 64 * 2 ** 20;

/**
 * The files that the folder's manifest names and that are there. A name that leads elsewhere is passed
 * over, and a manifest that is not ours, or broken, names nothing: what cannot be understood is left alone.
 */
function formerArtifacts(folder: string): readonly string[] {
  return namesIn(textOf(join(folder, manifestName))).filter((name) => isFile(join(folder, name)));
}

function namesIn(manifest: string | undefined): readonly string[] {
  const { format, artifacts } = manifest === undefined ? {} : asObject(parseJson(manifest));
  if (format !== 1) return [];
  return Object.entries(asObject(artifacts))
    .filter(([name, entry]) => /^[a-z0-9][a-z0-9._-]*$/i.test(name) && 'sha256' in asObject(entry))
    .map(([name]) => name);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(path: string): string | undefined {
  if (!isFile(path)) return undefined;
  const bytes = readRegular(path, LARGEST);
  return typeof bytes === 'string' ? undefined : new TextDecoder().decode(bytes);
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

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
