import { resolve } from 'node:path';
import { readPrivateText } from '../../../host/private-text.js';
import { type Dsn, readDsn } from '../../../vos3000/database/dsn.js';
import type { Io } from '../../io.js';
import { privateWords } from './private-words.js';

export type DsnSource =
  | { readonly kind: 'dsn'; readonly dsn: Dsn }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly words: string };

/**
 * The DSN of the file, or of `VOSGUARD_DSN`. Never of an argument: every user of a host can read the arguments of
 * a process (proc(5), cmdline), but only its owner its environment.
 */
export function dsnOf(file: string | undefined, io: Io): DsnSource {
  const variable = io.env.VOSGUARD_DSN;
  if (file !== undefined) return inFile(file, io);
  if (variable === undefined || variable === '') return { kind: 'none' };
  return read(variable.trim(), 'VOSGUARD_DSN');
}

function inFile(file: string, io: Io): DsnSource {
  if (isDsn(file)) return { kind: 'fault', words: dsnAsArgument };
  const found = readPrivateText(resolve(io.cwd, file));
  return found.kind === 'text' ? read(found.text.trim(), file) : fault(privateWords(found, file));
}

const fault = (words: string): DsnSource => ({ kind: 'fault', words });

function read(text: string, where: string): DsnSource {
  const reading = readDsn(text);
  return reading.kind === 'dsn' ? reading : fault(`the DSN in ${where}: ${reading.words}`);
}

/** A DSN where the name of a file belongs. Not to be printed. */
export const isDsn = (word: string): boolean => /^\s*(mysql|mariadb):\/\//i.test(word);

export const dsnAsArgument =
  'a DSN is never an argument: every user of this host can read it there. Put it into VOSGUARD_DSN, or into a file of mode 600 for --dsn-file; change that password now';
