import { installerAlone } from '../../../compile/artifacts-of.js';
import type { Compiled } from '../../../compile.js';
import type { Begun, RemoteEnd } from '../../../host/remote/marked-lines.js';
import type { Remote } from '../../../host/remote/remote.js';
import type { Outcome, RemoteRun } from '../../../host/remote/run-remote-installer.js';
import type { Destination } from '../../../host/remote/ssh.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ApplyInvocation } from '../../invocation.js';
import { complain, type Io } from '../../io.js';
import { applyOptions, lockedOut } from '../apply-options.js';
import { statusOf } from '../install.js';
import { callWords, installerWords, printLines } from './installer-words.js';

/** An apply on another host, for all that takes part in it. */
export interface RemoteApply {
  readonly remote: Remote;
  readonly host: Destination;
  readonly invocation: ApplyInvocation;
  readonly io: Io;
  /** Once the installer over there has ended. */
  readonly isOver: AbortSignal;
}

/** What the operator wishes: without a terminal nobody is asked, and the command that confirms has been shown. */
async function isKept(yes: boolean, isVoid: AbortSignal, io: Io): Promise<'yes' | 'no' | 'unsaid'> {
  if (yes) return 'yes';
  if (!io.isInteractive) return 'unsaid';
  for (;;) {
    io.stderr.write('Or type yes to confirm from here over a new connection, no to go back: ');
    const typed = await io.ask(isVoid);
    if (typed === undefined) return 'unsaid';
    const word = typed.trim().toLowerCase();
    if (word === 'yes' || word === 'no') return word;
  }
}

/** Seconds: a packet that is dropped is not answered, and the operator waits for what stood before. */
const PATIENCE = 10;

/** Confirms over a second connection, which has to pass the new rules from the beginning: that it comes through is the proof. */
async function confirmAnew(
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

/**
 * Confirms what `waiting` has put into force, if that is wished. Where no new connection comes through, it is told to go back at
 * once. A status where that is the end; without one, the connection that waits tells.
 */
async function confirmation(
  apply: RemoteApply,
  waiting: RemoteRun,
  code: string,
): Promise<ExitStatus | undefined> {
  const { host, invocation, io, isOver } = apply;
  const wish = await isKept(invocation.yes, isOver, io);
  if (wish === 'no') waiting.goBack();
  if (wish !== 'yes') return undefined;
  complain(io, exitStatus.done, `confirming over a new connection to ${host.host}`);
  const end = await confirmAnew(apply, code);
  if (isOver.aborted || end.kind === 'lost') return undefined;
  if (end.kind === 'ended' && end.status === exitStatus.done) return undefined;
  if (end.kind === 'ended' && end.status === exitStatus.notRestored) {
    // Confirmed, but not written for the next boot: nothing goes back, and the installer would wait for the files.
    waiting.leave();
    return exitStatus.notRestored;
  }
  complain(io, exitStatus.failed, 'no confirmation came through a new connection: going back');
  waiting.goBack();
  return undefined;
}

/** What install.sh waits by itself, and what it may need to put back afterwards, in seconds. */
const WINDOW = 60;
const LONGER = 60;
/** What install.sh leaves for its report on what has been observed to be read. */
const READING = 600;

const told: Readonly<Record<Outcome, readonly [ExitStatus, string]>> = {
  kept: [exitStatus.done, 'what was applied has been confirmed and is in force'],
  restored: [exitStatus.failed, 'what stood before is in force again'],
  restarted: [exitStatus.failed, 'the host was started again: what was confirmed last is in force'],
  untouched: [exitStatus.failed, 'nothing was changed'],
  'not-restored': [exitStatus.notRestored, 'not everything could be put back'],
};

/** After a connection that was lost: asks the host until its time is over. */
async function howItEnded(begun: Begun, { remote, host, invocation, io }: RemoteApply): Promise<ExitStatus> {
  const { confirm: window = WINDOW, observe, root = '' } = invocation;
  const confirm = window + (observe === undefined ? 0 : observe + READING);
  const name = host.host;
  const rule = `without a confirmation, the host puts back what stood before ${confirm} s after the new rules`;
  complain(io, exitStatus.failed, `the connection to ${name} was lost; ${rule}. Asking it how that ended`);
  const outcome = await remote.outcome(host, begun, `${root}/var/lib/vosguard`, confirm + LONGER);
  if (outcome === undefined) {
    const look = `look with: ${callWords(io, host)} status`;
    return complain(io, exitStatus.notRestored, `${name} does not tell how it ended; ${rule}; ${look}`);
  }
  const [status, words] = told[outcome];
  return complain(io, status, `${name}: ${words}`);
}

/** What install.sh says once the rules are in force. */
const asks = /from a NEW connection with: .* confirm (\d+)$/;

/** `apply --host`: install.sh over there decides and goes back by itself; we carry words, and prove that a new connection comes through. */
export async function applyRemotely(
  { compiled, files }: { readonly compiled: Compiled; readonly files: ReadonlyMap<string, string> },
  invocation: ApplyInvocation,
  host: Destination,
  io: Io,
): Promise<ExitStatus> {
  const ending = new AbortController();
  const apply: RemoteApply = { remote: await io.remote(), host, invocation, io, isOver: ending.signal };
  const { onOutput, onWords } = printLines(io);
  let locked: string | undefined;
  let confirmed: Promise<ExitStatus | undefined> | undefined;
  // --yes is for us: over there nobody could know whether the host can still be reached.
  const goesOn = invocation.yes && invocation.observe !== undefined ? ['--enforce'] : [];
  const chosen = [...applyOptions({ ...invocation, yes: false }), ...goesOn];
  const words = installerWords(io, host, invocation.root, chosen);
  const options = { isInteractive: io.isInteractive };
  const run = apply.remote.runInstaller(host, files, words, options, {
    onOutput,
    onWords: (line) => {
      onWords(line);
      const code = asks.exec(line)?.[1];
      if (code !== undefined) confirmed ??= confirmation(apply, run, code);
    },
    onBegun: ({ connection }) => {
      locked = invocation.forceLockout ? undefined : lockedOut(compiled, invocation.backend, connection);
      if (locked === undefined) complain(io, exitStatus.done, `copying the files to ${host.host}`);
      return locked === undefined;
    },
    onCopied: () => complain(io, exitStatus.done, 'the files are there; install.sh begins'),
  });
  const end = await run.end;
  ending.abort();
  return (await confirmed) ?? statusAtEnd(end, apply, locked);
}

function statusAtEnd(
  end: RemoteEnd,
  apply: RemoteApply,
  locked = 'nothing was changed',
): ExitStatus | Promise<ExitStatus> {
  const { host, io } = apply;
  switch (end.kind) {
    case 'ended':
      return statusOf(end.status);
    case 'not-begun':
      return complain(io, exitStatus.failed, `nothing was changed on ${host.host}`);
    case 'refused':
      return complain(io, exitStatus.failed, locked);
    case 'lost':
      return howItEnded(end, apply);
  }
}
