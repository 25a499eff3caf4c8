import { randomBytes } from 'node:crypto';
import { shellWord } from '../program.js';
import type { SshChild, SshListeners } from './ssh.js';

/** What a shell of the host reads first. busybox had other words for its timeout up to 1.30, and an old host may have none. */
const SESSION_START = `LC_ALL=C
TZ=UTC0
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin
export LC_ALL TZ PATH
limit() { shift; "$@"; }
if timeout 5 true 2> /dev/null; then limit() { timeout "$@"; }; fi
`;

/** `timeout` of coreutils. */
export const TIMED_OUT = '124';

/** In the place of a status, where there is no such tool. */
export const MISSING = 'missing';

/**
 * One line, and below it what the tool reads. Both outputs end with the mark, that of the results with the status behind it. A mark
 * is nothing that anybody could guess and write into an input.
 */
function requestText(
  mark: string,
  [tool, ...words]: readonly [string, ...string[]],
  seconds: number,
  input: string | undefined,
): string {
  const name = shellWord(tool);
  const command = [name, ...words.map(shellWord)].join(' ');
  const from = input === undefined ? '< /dev/null' : `<< '${mark}'`;
  const run = `limit ${seconds} ${command} ${from}; status=$?`;
  const ends = `printf '\\n%s %s\\n' ${mark} "$status"; printf '\\n%s\\n' ${mark} >&2`;
  const line = `if command -v ${name} > /dev/null 2>&1; then ${run}; else status=${MISSING}; fi; ${ends}\n`;
  if (input === undefined) return line;
  return `${line}${input}${input === '' || input.endsWith('\n') ? '' : '\n'}${mark}\n`;
}

/** Longer than a mark with a status. */
const KEPT = 100;

export interface Answers {
  readonly add: (piece: string) => void;
  /** What has been said since the last answer. */
  readonly rest: () => string;
}

/**
 * Cuts what is printed into answers, each with what stood behind the mark. Where one has more than `most` characters, `onEndless` is
 * called once, and nothing more is kept.
 */
function answers(
  mark: string,
  onAnswer: (text: string, status: string) => void,
  { most, onEndless }: { readonly most: number; readonly onEndless: () => void },
): Answers {
  const end = new RegExp(`\\n${mark}(?: ([^\\n]*))?\\n`);
  let pieces: string[] = [];
  let tail = '';
  let kept = 0;
  let isEndless = false;
  return {
    // A mark may come in two pieces, so the last ones are looked at together; all of it each time would be quadratic.
    add: (piece) => {
      if (isEndless) return;
      kept += piece.length;
      tail += piece;
      for (let found = end.exec(tail); found !== null; found = end.exec(tail)) {
        onAnswer(pieces.join('') + tail.slice(0, found.index), found[1] ?? '');
        pieces = [];
        tail = tail.slice(found.index + found[0].length);
        kept = tail.length;
      }
      if (kept > most) {
        isEndless = true;
        pieces = [];
        tail = '';
        onEndless();
        return;
      }
      if (tail.length < KEPT) return;
      pieces.push(tail.slice(0, -KEPT));
      tail = tail.slice(-KEPT);
    },
    rest: () => pieces.join('') + tail,
  };
}

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
