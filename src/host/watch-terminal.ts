import { isatty } from 'node:tty';

const streams = [0, 1, 2] as const;

/**
 * Whether one of our streams was a terminal and is none any more. At its end Node puts the modes of a terminal back, and up to
 * nodejs/node#58200 (May 2025) it aborts, with a core, where that terminal is gone and tcsetattr(3) says EIO.
 */
export function watchTerminal(): () => boolean {
  const terminals = streams.filter((stream) => isatty(stream));
  return () => terminals.some((stream) => !isatty(stream));
}
