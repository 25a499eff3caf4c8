import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inputText } from './input-text.js';
import { systemFaultOf } from './system-fault.js';

export interface CallFiles {
  readonly kind: 'files';
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** The text of the file `cdr.column` in the same folder. */
  readonly columns: string | undefined;
}

/** A file of call records, or all `.txt` and `.csv` of a folder in the order of their names, as a switch numbers its hours. */
export function callFiles(
  path: string,
  shown: string,
): CallFiles | { readonly kind: 'fault'; readonly words: string } {
  try {
    if (!statSync(path).isDirectory())
      return { kind: 'files', files: [{ path, shown }], columns: columnsIn(join(path, '..')) };
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(txt|csv)$/i.test(entry.name))
      .map(({ name }) => name)
      .sort();
    if (names.length === 0) return { kind: 'fault', words: `no .txt and no .csv is in ${shown}` };
    const files = names.map((name) => ({ path: join(path, name), shown: join(shown, name) }));
    return { kind: 'files', files, columns: columnsIn(path) };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    return {
      kind: 'fault',
      words: code === 'ENOENT' ? `there is no ${shown}` : `cannot read ${shown} (${code})`,
    };
  }
}

function columnsIn(folder: string): string | undefined {
  const found = inputText(join(folder, 'cdr.column'), 'cdr.column');
  return found.kind === 'text' ? found.text : undefined;
}
