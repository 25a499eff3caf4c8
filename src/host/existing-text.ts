import { lstatSync } from 'node:fs';
import { readRegular } from './read-regular.js';
import { systemFaultOf } from './system-fault.js';

export type ExistingText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly words: string };

/** The text of a file that may be missing. A link is refused: what is written in its place would not be where it leads to. */
export function existingText(path: string, limit: number): ExistingText {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'none' };
    if (!found.isFile()) return { kind: 'fault', words: 'it is not a regular file' };
    const bytes = readRegular(path, limit);
    if (typeof bytes === 'string') return { kind: 'fault', words: `it has more than ${limit} bytes` };
    return { kind: 'text', text: new TextDecoder().decode(bytes) };
  } catch (error) {
    return { kind: 'fault', words: systemFaultOf(error, path).code };
  }
}
