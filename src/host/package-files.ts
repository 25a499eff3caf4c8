import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
