import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { UsageInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { didYouMean } from './words.js';

/** A command line that nobody understands: what is wrong with it, a guess, and where the right words are. */
export function usage({ fault: { message, unknown } }: UsageInvocation, io: Io): ExitStatus {
  const guess = unknown === undefined ? '' : didYouMean(unknown.word, unknown.known);
  complain(io, exitStatus.usage, `${message}${guess}`);
  io.stderr.write('vosguard --help lists the commands, and vosguard COMMAND --help their options\n');
  return exitStatus.usage;
}
