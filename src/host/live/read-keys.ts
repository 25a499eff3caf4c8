import type { Machine } from '../machine.js';

const pathOf = (key: string): string => `/proc/sys/${key.replaceAll('.', '/')}`;

/** The values of sysctl keys; one that the kernel does not have, or does not show, is left out. */
export async function readKeys(
  { read }: Machine,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const paths = new Map(keys.map((key) => [key, pathOf(key)]));
  // nf_conntrack's keys are not there until the module is loaded.
  const texts = await read([...paths.values()]);
  return new Map(
    [...paths].flatMap(([key, path]) => {
      const text = texts.get(path);
      return text === undefined ? [] : [[key, text.trim().replace(/\s+/g, ' ')] as const];
    }),
  );
}

/** By the mode, for root may open what nobody can write; and opened, for a container may have all of /proc/sys for reading only. */
const FIXED =
  'for file; do [ -e "$file" ] || continue; case $(ls -l "$file") in ??w*) (true >> "$file") 2> /dev/null && continue ;; esac; echo "$file"; done';

/** Those that are there and cannot be written. Nothing is written to find out. */
export async function fixedKeys({ run }: Machine, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const told = await run('sh', ['-c', FIXED, 'sh', ...keys.map(pathOf)]);
  const lines = new Set(told.kind === 'done' ? told.output.split('\n') : []);
  return new Set(keys.filter((key) => lines.has(pathOf(key))));
}
