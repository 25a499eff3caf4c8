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
  return `this host forwards packets of others${where}: these rules leave them alone. A switch in a container or a virtual machine is not protected by them, and a port that docker publishes is open whatever services says. ${translated}`;
}

/** Before conntrack a packet still has the address that the world sees (tried: a phone behind a masquerade, a switch behind DNAT). */
const translated =
  'Where it translates addresses (DNAT, masquerade), what comes to its own address on a SIP port is judged as for itself, and answers of what is behind it teach nothing: a phone behind it that sends from a SIP port hears nothing from its provider, and nobody becomes known to a switch behind it. Put the provider, or the customers, into trusted, or leave that address out of sip.to';
