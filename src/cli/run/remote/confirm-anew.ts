import { installerAlone } from '../../../compile/installer-alone.js';
import type { RemoteEnd } from '../../../host/remote/marked-lines.js';
import { installerWords } from './installer-words.js';
import { printLines } from './print-lines.js';
import type { RemoteApply } from './remote-apply.js';

/** Seconds: a packet that is dropped is not answered, and the operator waits for what stood before. */
const PATIENCE = 10;

/** Confirms over a second connection, which has to pass the new rules from the beginning: that it comes through is the proof. */
export async function confirmAnew(
  { remote, host, invocation, io, isOver }: RemoteApply,
  code: string,
): Promise<RemoteEnd> {
  const { onOutput, onWords } = printLines(io);
  const words = installerWords(io, host, invocation.root, ['confirm', code]);
  const options = { isInteractive: io.isInteractive, patience: PATIENCE };
  const run = remote.runInstaller(host, installerAlone(), words, options, {
    onOutput,
    // The one that waits says so too.
    onWords: (line) => {
      if (line !== 'vosguard: confirmed') onWords(line);
    },
    onBegun: () => true,
    onCopied: () => {},
  });
  isOver.addEventListener('abort', run.leave, { once: true });
  return run.end;
}
