import { createInterface } from 'node:readline';

/** The next line that is typed; `undefined` at its end, or when the question has become void. */
export function ask(isVoid: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin });
    const done = (line?: string) => {
      lines.close();
      // Else the program would wait for more.
      process.stdin.unref();
      resolve(line);
    };
    lines.once('line', done);
    lines.once('close', () => resolve(undefined));
    isVoid.addEventListener('abort', () => done(), { once: true });
  });
}
