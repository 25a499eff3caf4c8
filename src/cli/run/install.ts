import { resolve } from 'node:path';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { complain, type Io } from '../io.js';
import { systemWords } from './words.js';

/** Runs `install.sh`; its words reach the operator by themselves, and its exit status is ours. */
export async function install(
  files: ReadonlyMap<string, string>,
  root: string | undefined,
  words: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  const rooted = root === undefined ? [] : ['--root', resolve(io.cwd, root)];
  const end = await io.runInstaller(files, ['--command', io.program, ...rooted, ...words]);
  switch (end.kind) {
    case 'ended':
      return statusOf(end.status);
    case 'killed':
      return complain(io, exitStatus.failed, `the installer was ended by ${end.signal}; ${whatNow(io)}`);
    case 'no-shell':
      return complain(io, exitStatus.failed, `sh cannot be started (${end.code}); nothing was changed`);
    case 'unwritten':
      return complain(io, exitStatus.failed, `cannot write ${systemWords(end.fault)}; nothing was changed`);
  }
}

/** A status that the installer does not have is that of a shell which could not run it. */
export const statusOf = (ended: number): ExitStatus =>
  Object.values(exitStatus).find((status) => status === ended) ?? exitStatus.failed;

const whatNow = ({ program }: Io): string =>
  `what it had begun is put back by itself, unless it is confirmed; see: ${program} status`;
