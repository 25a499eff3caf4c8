import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SystemFault, systemFaultOf } from './reading.js';
import { holdSignals, watchTerminal } from './terminal.js';

export type InstallerEnd =
  | { readonly kind: 'ended'; readonly status: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** No shell could be started. */
  | { readonly kind: 'no-shell'; readonly code: string }
  | { readonly kind: 'unwritten'; readonly fault: SystemFault };

/**
 * Puts the files into a private folder and runs the `install.sh` among them, with our terminal. Not by execa, which ends
 * its children with the program; this one has to go on without us.
 */
export async function runInstaller(
  files: ReadonlyMap<string, string>,
  words: readonly string[],
  places: readonly string[] = privatePlaces(),
): Promise<InstallerEnd> {
  const signals = holdSignals();
  const isTerminalLost = watchTerminal();
  const folder = putSomewhere(files, places);
  try {
    if (typeof folder !== 'string') return { kind: 'unwritten', fault: folder };
    return await run([join(folder, 'install.sh'), ...words], signals.passTo);
  } finally {
    signals.release();
    if (typeof folder === 'string') remove(folder);
    // As everything else does that was at this terminal. There is nobody left to tell more.
    if (isTerminalLost()) process.kill(process.pid, 'SIGHUP');
  }
}

/** Anybody can fill /tmp; where root alone writes, nobody can keep an operator from going back. */
const privatePlaces = () => (process.getuid?.() === 0 ? ['/run', '/var/lib', tmpdir()] : [tmpdir()]);

/** The first of the places that takes them all, in a folder of their own there. */
function putSomewhere(
  files: ReadonlyMap<string, string>,
  [place = tmpdir(), ...others]: readonly string[],
): string | SystemFault {
  let folder = place;
  try {
    // mkdtemp(3): 0700.
    folder = mkdtempSync(join(place, 'vosguard-'));
    for (const [name, text] of files) writeFileSync(join(folder, name), text, { mode: 0o600 });
    return folder;
  } catch (error) {
    if (folder !== place) remove(folder);
    return others.length > 0 ? putSomewhere(files, others) : systemFaultOf(error, folder);
  }
}

function run(
  words: readonly string[],
  passTo: (send: (signal: NodeJS.Signals) => void) => void,
): Promise<InstallerEnd> {
  return new Promise((resolve) => {
    const child = spawn('sh', words, { stdio: 'inherit' });
    passTo((signal) => child.kill(signal));
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'no-shell', code: error.code ?? error.message }),
    );
    child.on('exit', (status, signal) =>
      resolve(status === null ? { kind: 'killed', signal: signal ?? 'a signal' } : { kind: 'ended', status }),
    );
  });
}

/** How the rules stand is decided by now; a folder of copies that stays is no reason to tell anything else. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}
