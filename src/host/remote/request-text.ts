import { shellWord } from '../shell-word.js';

/** What a shell of the host reads first. busybox had other words for its timeout up to 1.30, and an old host may have none. */
export const SESSION_START = `LC_ALL=C
TZ=UTC0
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin
export LC_ALL TZ PATH
limit() { shift; "$@"; }
if timeout 5 true 2> /dev/null; then limit() { timeout "$@"; }; fi
`;

/** `timeout` of coreutils. */
export const TIMED_OUT = '124';

/** In the place of a status, where there is no such tool. */
export const MISSING = 'missing';

/**
 * One line, and below it what the tool reads. Both outputs end with the mark, that of the results with the status behind it. A mark
 * is nothing that anybody could guess and write into an input.
 */
export function requestText(
  mark: string,
  [tool, ...words]: readonly [string, ...string[]],
  seconds: number,
  input: string | undefined,
): string {
  const name = shellWord(tool);
  const command = [name, ...words.map(shellWord)].join(' ');
  const from = input === undefined ? '< /dev/null' : `<< '${mark}'`;
  const run = `limit ${seconds} ${command} ${from}; status=$?`;
  const ends = `printf '\\n%s %s\\n' ${mark} "$status"; printf '\\n%s\\n' ${mark} >&2`;
  const line = `if command -v ${name} > /dev/null 2>&1; then ${run}; else status=${MISSING}; fi; ${ends}\n`;
  if (input === undefined) return line;
  return `${line}${input}${input === '' || input.endsWith('\n') ? '' : '\n'}${mark}\n`;
}
