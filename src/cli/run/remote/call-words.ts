import type { Destination } from '../../../host/remote/destination.js';
import { shellWord } from '../../../host/shell-word.js';
import type { Io } from '../../io.js';

/** How this program is called for that host: `vosguard --host root@switch`. */
export function callWords({ program }: Io, { host, port, identity }: Destination): string {
  const options = [
    ...['--host', host],
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(identity === undefined ? [] : ['--identity', identity]),
  ];
  return [program, ...options.map(shellWord)].join(' ');
}
