import { readFileSync } from 'node:fs';

/** The rows of a file of this folder, by the names in its first line. */
export function rows<K extends string>(
  file: string,
  columns: readonly K[],
): readonly Readonly<Record<K, string>>[] {
  const [first = [], ...rest] = readFileSync(`test/corpus/${file}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  if (first.join() !== columns.join()) throw new Error(`${file} has the columns ${first.join()}`);
  return rest.map((cells) => {
    if (cells.length !== columns.length || cells.includes(''))
      throw new Error(`${file}: ${cells.join(' | ')}`);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]])) as Record<K, string>;
  });
}
