import { basename, delimiter, dirname } from 'node:path';
import { shellWord } from './shell-word.js';

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
