import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';

/** The next line that is typed; `undefined` at its end, or when the question has become void. */
export function ask(isVoid: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin });
    const end = (line?: string) => {
      // First, since to close says that no line has come.
      resolve(line);
      lines.close();
    };
    lines.once('line', end);
    lines.once('close', () => end());
    isVoid.addEventListener('abort', () => end(), { once: true });
  });
}

const streams = [0, 1, 2] as const;

/**
 * Whether one of our streams was a terminal and is none any more. At its end Node puts the modes of a terminal back, and up to
 * nodejs/node#58200 (May 2025) it aborts, with a core, where that terminal is gone and tcsetattr(3) says EIO.
 */
export function watchTerminal(): () => boolean {
  const terminals = streams.filter((stream) => isatty(stream));
  return () => terminals.some((stream) => !isatty(stream));
}

export interface HeldSignals {
  /** To whom INT and TERM go from now on, each once. */
  readonly passTo: (send: (signal: NodeJS.Signals) => void) => void;
  readonly release: () => void;
}

const passed = ['SIGINT', 'SIGTERM'] as const;

/**
 * While the installer runs it decides: an INT or a TERM to us alone is handed on, so that it goes back and tells how that
 * ended. A terminal sends Ctrl-C to both of us; the installer does not mind a second one. HUP is not handed on: to lose
 * the terminal is no reason to break off in the middle, and the way back is armed.
 */
export function holdSignals(): HeldSignals {
  const early = new Set<NodeJS.Signals>();
  const sent = new Set<NodeJS.Signals>();
  let send: (signal: NodeJS.Signals) => void = (signal) => early.add(signal);
  const onPassed = (signal: NodeJS.Signals) => {
    if (sent.has(signal)) return;
    sent.add(signal);
    send(signal);
  };
  const onHup = () => {};
  for (const signal of passed) process.on(signal, onPassed);
  process.on('SIGHUP', onHup);
  return {
    passTo: (next) => {
      send = next;
      for (const signal of early) next(signal);
    },
    release: () => {
      for (const signal of passed) process.off(signal, onPassed);
      process.off('SIGHUP', onHup);
    },
  };
}
