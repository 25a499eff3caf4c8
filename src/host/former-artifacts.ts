import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../json/json.js';
import { readRegular } from './read-regular.js';

export const manifestName = 'manifest.json';
const LARGEST = 64 * 2 ** 20;

/**
 * The files that the folder's manifest names and that are there. A name that leads elsewhere is passed
 * over, and a manifest that is not ours, or broken, names nothing: what cannot be understood is left alone.
 */
export function formerArtifacts(folder: string): readonly string[] {
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
