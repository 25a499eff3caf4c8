import type { Machine } from '../machine.js';

/** The values of sysctl keys; one that the kernel does not have, or does not show, is left out. */
export async function readKeys(
  { read }: Machine,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const paths = new Map(keys.map((key) => [key, `/proc/sys/${key.replaceAll('.', '/')}`]));
  // nf_conntrack's keys are not there until the module is loaded.
  const texts = await read([...paths.values()]);
  return new Map(
    [...paths].flatMap(([key, path]) => {
      const text = texts.get(path);
      return text === undefined ? [] : [[key, text.trim().replace(/\s+/g, ' ')] as const];
    }),
  );
}
