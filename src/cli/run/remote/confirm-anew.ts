import { installerAlone } from '../../../compile/installer-alone.js';
import type { Destination } from '../../../host/remote/destination.js';
import type { RemoteEnd } from '../../../host/remote/marked-lines.js';
import type { Remote } from '../../../host/remote/remote.js';
import type { Io } from '../../io.js';
import { installerWords } from './installer-words.js';
import { printLines } from './print-lines.js';

/** Seconds: a packet that is dropped is not answered, and the operator waits for what stood before. */
const PATIENCE = 10;

/**
 * Confirms over a second connection, which has to pass the new rules from the beginning: that it comes through is the proof.
 * Once `isVoid`, nobody waits for it.
 */
export async function confirmAnew(
  remote: Remote,
  host: Destination,
  root: string | undefined,
  code: string,
  isVoid: AbortSignal,
  io: Io,
): Promise<RemoteEnd> {
  const lines = printLines(io);
  const run = remote.runInstaller(
    host,
    installerAlone(),
    installerWords(io, host, root, ['confirm', code]),
    { isInteractive: io.isInteractive, patience: PATIENCE },
    {
      onOutput: lines.onOutput,
      // The one that waits says so too.
      onWords: (line) => {
        if (line !== 'vosguard: confirmed') lines.onWords(line);
      },
      onBegun: () => true,
      onCopied: () => {},
    },
  );
  isVoid.addEventListener('abort', run.leave, { once: true });
  return run.end;
}
