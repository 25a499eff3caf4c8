import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.js';

/** Lets the host's `date` say a time that is so many seconds away from the true one. */
export function shiftClock(host: Host, seconds: number): void {
  writeFileSync(join(host.folder, 'shift'), `${seconds}\n`);
  const script = `#!/bin/sh
[ "$*" = +%s ] || exec /bin/date "$@"
echo "date $*" >> '${host.folder}/dates'
echo $(($(/bin/date +%s) + $(cat '${host.folder}/shift')))
`;
  writeFileSync(join(host.bin, 'date'), script, { mode: 0o755 });
}
