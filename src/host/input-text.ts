import { realpathSync } from 'node:fs';
import { readRegular } from './read-regular.js';
import { systemFaultOf } from './system-fault.js';

export type InputText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fault'; readonly words: string };

const mebibyte = 2 ** 20;
const MOST = 256 * mebibyte;

/** The text of a file that an operator names. UTF-8, or UTF-16 as consoles of Windows write it (with a byte order mark). */
export function inputText(path: string, shown: string): InputText {
  try {
    const bytes = readRegular(realpathSync(path), MOST);
    if (bytes === 'not-regular') return { kind: 'fault', words: `${shown} is not a regular file` };
    if (typeof bytes === 'string')
      return { kind: 'fault', words: `${shown} has more than ${MOST / mebibyte} MiB` };
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return { kind: 'text', text: new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes) };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    const why = code === 'ENOENT' ? `there is no ${shown}` : `cannot read ${shown} (${code})`;
    return { kind: 'fault', words: why };
  }
}
