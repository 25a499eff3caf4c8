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
