#!/usr/bin/env node
import type { Io, Writer } from '../src/cli/io.js';
import { main } from '../src/cli/main.js';
import { localDay } from '../src/host/local-time.js';
import { sshConnection } from '../src/host/machine.js';
import { keepHeapSmall, programName } from '../src/host/program.js';

/** A reader that has gone (`vosguard lint | head`) is not an error; a full disk behind the output is. */
function quietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`vosguard: the output cannot be written (${error.code ?? 'unknown error'})\n`);
  process.exit(3);
}

function writer(stream: NodeJS.WriteStream): Writer {
  stream.on('error', quietly);
  return { write: (text) => stream.write(text), isTty: stream.isTTY === true };
}

keepHeapSmall();

const io: Io = {
  stdout: writer(process.stdout),
  stderr: writer(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  today: localDay(new Date()),
  program: programName(process.execPath, process.argv[1] ?? 'vosguard', process.env.PATH ?? ''),
  readStdin: async (limit) => (await import('../src/host/reading.js')).readStdin(limit),
  stdinPieces: async function* () {
    yield* (await import('../src/host/capture-files.js')).standardInputPieces();
  },
  sshConnection: () => sshConnection(),
  machine: async () => (await import('../src/host/machine.js')).thisMachine,
  kernel: async () => (await import('../src/host/lab/kernel.js')).thisKernel(),
  runInstaller: async (files, words) => {
    const { runInstaller } = await import('../src/host/run-installer.js');
    return runInstaller(files, words);
  },
  isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  ask: async (isVoid) => (await import('../src/host/terminal.js')).ask(isVoid),
  lists: async () => (await import('../src/host/lists/list-sources.js')).listSources,
  remote: async () => (await import('../src/host/remote/remote.js')).remote,
};

// Not process.exit: what is still on its way into a pipe would be lost. Not await: a bundle for require() has none.
main(process.argv.slice(2), io).then((status) => {
  process.exitCode = status;
});
