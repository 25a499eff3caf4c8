import type { Machine } from '../machine.js';

const files = ['/proc/sys/net/ipv4/ip_forward', '/proc/sys/net/ipv6/conf/all/forwarding'] as const;

/** Bridges of this host, as docker and libvirt make them; a network bridge is a folder (linux Documentation/ABI sysfs-class-net). */
const BRIDGES = 'for folder in /sys/class/net/*/bridge; do [ ! -d "$folder" ] || echo "$folder"; done';

/**
 * Where a host forwards for others, in words, what that means for its rules: nobody can tell from the policy. `undefined` where it does not.
 */
export async function forwardingNote({ read, run }: Machine): Promise<string | undefined> {
  const values = await read(files);
  const forwards = files.filter((file) => values.get(file)?.trim() === '1');
  if (forwards.length === 0) return undefined;
  const listed = await run('sh', ['-c', BRIDGES]);
  const bridges =
    listed.kind === 'done'
      ? [...listed.output.matchAll(/net\/([^/\n]+)\/bridge/g)].map(([, name]) => name)
      : [];
  const where = bridges.length === 0 ? '' : `, and has the bridges ${bridges.join(', ')}`;
  return `this host forwards packets of others${where}: these rules leave them alone. A switch in a container or a virtual machine, or behind DNAT, is not protected by them, and a port that docker publishes is open whatever services says`;
}
