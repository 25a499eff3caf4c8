import { randomBytes } from 'node:crypto';
import { answers } from './answers.js';
import { requestText, SESSION_START } from './request-text.js';
import type { SshChild, SshListeners } from './ssh-child.js';

export interface Answer {
  readonly output: string;
  readonly status: string;
  /** What the tool has said on its error output. */
  readonly words: string;
}

export interface Session {
  /** One after the other. `undefined` where the connection has ended. */
  readonly ask: (
    command: readonly [string, ...string[]],
    seconds: number,
    input?: string,
  ) => Promise<Answer | undefined>;
  /** Whether it has ended because an answer had no end. */
  readonly isEndless: () => boolean;
  /** What ssh has said when there was no answer. */
  readonly lastWords: () => string;
  readonly close: () => Promise<void>;
}

/** Beyond what a tool is given; then it is the link that does not answer. */
const GRACE = 15;
/** A set of a million entries is 30 MB as text. */
const LONGEST_ANSWER = 64 * 2 ** 20;
/** Seconds for a shell over there to end once it has nothing more to read. */
const FAREWELL = 5;

/** Talks with a shell on the other side of a connection. `start` makes it. */
export function openSession(start: (listeners: SshListeners) => SshChild): Session {
  const mark = randomBytes(16).toString('hex');
  let onOutput = (_output: string, _status: string) => {};
  let onWords = (_words: string) => {};
  let isEndless = false;
  const limit = {
    most: LONGEST_ANSWER,
    onEndless: () => {
      isEndless = true;
      child.kill();
    },
  };
  const outputs = answers(mark, (output, status) => onOutput(output, status), limit);
  const errors = answers(mark, (words) => onWords(words), limit);
  const child = start({ onOutput: outputs.add, onError: errors.add });
  const isOver = child.end.then(() => undefined);
  child.write(SESSION_START);
  const ask = async (...[command, seconds, input]: Parameters<Session['ask']>) => {
    const output = new Promise<Omit<Answer, 'words'>>((resolve) => {
      onOutput = (text, status) => resolve({ output: text, status });
    });
    const words = new Promise<string>((resolve) => {
      onWords = resolve;
    });
    const timer = setTimeout(child.kill, (seconds + GRACE) * 1000);
    child.write(requestText(mark, command, seconds, input));
    const both = Promise.all([output, words]).then(([done, said]) => ({ ...done, words: said }));
    const answer = await Promise.race([both, isOver]);
    clearTimeout(timer);
    return answer;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (...request) => {
      const answer = last.then(() => ask(...request));
      last = answer;
      return answer;
    },
    isEndless: () => isEndless,
    lastWords: errors.rest,
    close: async () => {
      child.endInput();
      const timer = setTimeout(child.kill, FAREWELL * 1000);
      await isOver;
      clearTimeout(timer);
    },
  };
}
