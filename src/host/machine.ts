import { realpathSync } from 'node:fs';
import { readRegular } from './read-regular.js';
import { runTool } from './run-tool.js';

/** Where tools are run and files are read: this host, or another one over ssh. */
export interface Machine {
  readonly run: typeof runTool;
  /** Their texts; one that is not there, or may not be read, is left out. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly isRoot: () => Promise<boolean>;
}

/** What conntrack holds of a million flows is two thirds of it. */
const LARGEST = 256 * 2 ** 20;

export const thisMachine: Machine = {
  run: runTool,
  read: async (paths) => new Map(paths.flatMap(textAt)),
  isRoot: async () => process.getuid?.() === 0,
};

function textAt(path: string): readonly (readonly [string, string])[] {
  try {
    const bytes = readRegular(realpathSync(path), LARGEST);
    return typeof bytes === 'string' ? [] : [[path, new TextDecoder().decode(bytes)]];
  } catch {
    return [];
  }
}
