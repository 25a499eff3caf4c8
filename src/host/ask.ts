import { createInterface } from 'node:readline';

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
