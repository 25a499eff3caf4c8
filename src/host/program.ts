import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/** The folder of the schema, which ships with vosguard: this file is bundled into `dist`, and run from `src/host` by tests. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'policy.schema.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('policy.schema.json of vosguard is missing');
    folder = parent;
  }
  return folder;
}

/** A file that ships with vosguard, such as `templates/retail.yaml`. Throws where the installation lacks it. */
export function readPackageFile(path: string): string {
  return readFileSync(join(packageFolder(), path), 'utf8');
}

/** Where it is, for a program of its own. */
export const packageFilePath = (path: string): string => join(packageFolder(), path);

export function packageVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(readPackageFile('package.json'));
  return String(version);
}

/** One word of a POSIX shell, whatever is in it. */
export const shellWord = (text: string): string =>
  /^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/**
 * What an operator types in a new shell to run this program: its name where it was found by name, else the whole of it. A
 * folder of node_modules is in the PATH of `npx` and `npm run` only.
 */
export function programName(node: string, script: string, path: string): string {
  const folder = dirname(script);
  const isFound = path.split(delimiter).includes(folder) && !folder.includes('node_modules');
  if (basename(script) === 'vosguard' && isFound) return 'vosguard';
  return [node, script].map(shellWord).join(' ');
}

/**
 * Has the heap collected when it has grown by a third. By itself V8 lets it become up to four times as large, and how large depends on
 * the moment: of a list of a million the same run of `plan` took 250 MB or 360, now 220, for a tenth more of CPU time. Known to
 * Node 20 to 24.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}
