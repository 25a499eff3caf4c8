import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Those of the tools that are not on this host. */
export function missingTools(tools: readonly string[]): readonly string[] {
  const folders = `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`.split(delimiter);
  return [...new Set(tools)].filter((tool) => !folders.some((folder) => isProgram(join(folder, tool))));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
