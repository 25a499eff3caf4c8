import { resolve } from 'node:path';
import { readRegular } from '../../host/read-regular.js';
import { systemFaultOf } from '../../host/system-fault.js';
import { listLimit } from '../../parse/files.js';
import { type KnownList, parseKnownList } from '../../validate/addresses/known-list.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { PolicyOptions } from '../invocation.js';
import type { Io } from '../io.js';
import { printFindings } from './findings.js';
import { systemWords } from './system-words.js';

/** The name that the list has beside `install.sh`. */
export const knownFile = 'known.list';

/** The sources of `--known FILE`; what is wrong with them is told, and the status is what the command ends with. */
export function knownSources(path: string, options: PolicyOptions, io: Io): KnownList | ExitStatus {
  const text = textOf(resolve(io.cwd, path), path);
  if (typeof text !== 'string') return complain(io, exitStatus.usage, text.words);
  const list = parseKnownList(path, text);
  if (list.findings.length === 0) return list;
  printFindings(list.findings, options, io, io.stderr);
  return exitStatus.problems;
}

function textOf(path: string, shown: string): string | { readonly words: string } {
  try {
    const bytes = readRegular(path, listLimit);
    if (typeof bytes !== 'string') return new TextDecoder().decode(bytes);
    return { words: `${shown} is ${bytes === 'too-large' ? 'too large for a list' : 'not a regular file'}` };
  } catch (error) {
    const { code } = systemFaultOf(error, shown);
    return {
      words: `cannot read ${code === 'ENOENT' ? `${shown}: it is not there` : systemWords({ code, path: shown })}`,
    };
  }
}
