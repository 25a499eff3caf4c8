import { createHash } from 'node:crypto';
import type { Compiled } from './wanted.js';

/** A digest of everything that would be loaded or copied; of long lists, which a plan does not print, of their sums. */
export function artifactsDigest({ artifacts, lists }: Compiled): string {
  const hash = createHash('sha256');
  const texts = [...artifacts].filter(([file]) => file !== 'manifest.json');
  for (const [file, text] of texts.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${file}\0${text}\0`);
  return hash.update(JSON.stringify(lists)).digest('hex');
}
