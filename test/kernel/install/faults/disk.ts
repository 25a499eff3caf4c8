import { execFileSync } from 'node:child_process';
import type { Host } from '../host.js';

/** A disk of its own below the host's root, which can become full or read-only; it outlives a restart. */
export async function giveDisk(host: Host): Promise<void> {
  const script = `cp -a "$0" "$0.was" && mount -t tmpfs -o size=24m none "$0" && cp -a "$0.was/." "$0" && mkdir -p "$0/var/lib" "$0/etc"`;
  execFileSync('sh', ['-c', script, host.root]);
  // Mounts are copied when a namespace is made.
  await host.boot();
}

/** Once the processes are gone, or even where some hold it still. */
export const takeDisk = (host: Host): void => {
  execFileSync('umount', ['-l', host.root]);
};

export function repairDisk(host: Host): void {
  for (const folder of ['etc', 'var/lib'])
    host.sh(`cd /; umount -l ${host.root}/${folder} 2> /dev/null || :; rm -f ${host.root}/${folder}/fill`);
}
