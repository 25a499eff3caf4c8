import { resolve } from 'node:path';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import { systemWords } from './system-words.js';

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
      return Object.values(exitStatus).find((status) => status === end.status) ?? exitStatus.failed;
    case 'killed':
      return complain(io, exitStatus.failed, `the installer was ended by ${end.signal}; ${whatNow(io)}`);
    case 'no-shell':
      return complain(io, exitStatus.failed, `sh cannot be started (${end.code}); nothing was changed`);
    case 'unwritten':
      return complain(io, exitStatus.failed, `cannot write ${systemWords(end.fault)}; nothing was changed`);
  }
}

const whatNow = ({ program }: Io): string =>
  `what it had begun is put back by itself, unless it is confirmed; see: ${program} status`;
