import { readFileSync } from 'node:fs';
import { runTool } from './run-tool.js';

/** Where tools are run and files are read: this host, or another one over ssh. */
export interface Machine {
  readonly run: typeof runTool;
  /** Their texts; one that is not there, or may not be read, is left out. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly isRoot: () => Promise<boolean>;
}

export const thisMachine: Machine = {
  run: runTool,
  read: async (paths) => new Map(paths.flatMap(textAt)),
  isRoot: async () => process.getuid?.() === 0,
};

function textAt(path: string): readonly (readonly [string, string])[] {
  try {
    return [[path, readFileSync(path, 'utf8')]];
  } catch {
    return [];
  }
}
