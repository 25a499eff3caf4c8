const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that ends us does so when `end` is done, so that nothing of ours outlives us. A second one does not wait.
 *
 * @returns What takes this back.
 */
export function endWithSignals(end: () => Promise<void>): () => void {
  const release = (): void => {
    for (const signal of ending) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    void end().finally(() => process.kill(process.pid, signal));
  };
  for (const signal of ending) process.on(signal, onSignal);
  return release;
}
