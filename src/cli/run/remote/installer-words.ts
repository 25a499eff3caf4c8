import { visible } from '../../../diagnostics/visible.js';
import { shellWord } from '../../../host/program.js';
import type { Destination } from '../../../host/remote/ssh.js';
import type { Io } from '../../io.js';

/** What the host says goes where a local installer would write it; another host may say anything. Listings have tabs. */
export const printLines = ({ stdout, stderr }: Io) => ({
  onOutput: (line: string) =>
    stdout.write(`${stdout.isTty && FRAME.test(line) ? CLEARED : ''}${printable(line)}\n`),
  onWords: (line: string) => stderr.write(`${printable(line)}\n`),
});

/** How each frame of `watch` begins: on a terminal it takes the place of the one before it, as a local installer does by itself. */
const FRAME = /^vosguard watch \d\d:\d\d:\d\d /;
/** ECMA-48: to the first place, and nothing behind it. */
const CLEARED = '\u001b[H\u001b[J';

const printable = (line: string): string => line.split('\t').map(visible).join('\t');

/** How this program is called for that host: `vosguard --host root@switch`. */
export function callWords({ program }: Io, { host, port, identity }: Destination): string {
  const options = [
    ...['--host', host],
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(identity === undefined ? [] : ['--identity', identity]),
  ];
  return [program, ...options.map(shellWord)].join(' ');
}

/** For every run of install.sh on that host: how its hints call us, and where its files are. */
export const installerWords = (
  io: Io,
  host: Destination,
  root: string | undefined,
  words: readonly string[],
): readonly string[] => [
  ...['--command', callWords(io, host)],
  ...(root === undefined ? [] : ['--root', root]),
  ...words,
];
