import type { Destination } from '../../../host/remote/destination.js';
import type { Io } from '../../io.js';
import { callWords } from './call-words.js';

/** For every run of install.sh on that host: how its hints call us, and where its files are. */
export const installerWords = (
  io: Io,
  host: Destination,
  root: string | undefined,
  words: readonly string[],
): readonly string[] => [
  ...['--command', callWords(io, host)],
  ...(root === undefined ? [] : ['--root', root]),
  ...words,
];
