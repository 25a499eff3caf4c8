import { resolve } from 'node:path';
import { existingText } from '../../../host/existing-text.js';
import { replaceFile } from '../../../host/replace-file.js';
import { type LastRuns, lastRunsText, mostLastBytes, readLastRuns } from '../../../vos3000/calls/last-run.js';
import type { Io } from '../../io.js';
import { systemWords } from '../system-words.js';

export interface KeptLast {
  readonly kind: 'kept';
  /** As the user would name it: `policy.calls.json`. */
  readonly file: string;
  readonly runs: LastRuns;
}

/** Up to where the records were read before, in the file beside the policy. */
export function keptLast(
  policy: string,
  io: Io,
): KeptLast | { readonly kind: 'fault'; readonly words: string } {
  const file = `${policy.replace(/\.ya?ml$/i, '')}.calls.json`;
  const found = existingText(resolve(io.cwd, file), mostLastBytes);
  if (found.kind === 'none') return { kind: 'kept', file, runs: new Map() };
  if (found.kind === 'fault') return { kind: 'fault', words: `cannot read ${file}: ${found.words}` };
  const runs = readLastRuns(found.text);
  return runs === undefined
    ? { kind: 'fault', words: `${file} is none of ours; nothing was read` }
    : { kind: 'kept', file, runs };
}

/** Notes up to where they were read now. Why it could not be written, or nothing. */
export function keepLast(
  { file, runs }: KeptLast,
  where: string,
  newest: number,
  io: Io,
): string | undefined {
  const fault = replaceFile(resolve(io.cwd, file), lastRunsText(new Map([...runs, [where, newest]])));
  return fault && `cannot write ${systemWords({ ...fault, path: file })}`;
}
