import type { Backend } from '../../bans/sets.js';
import type { LifeTexts } from '../../beside/read-doings.js';
import { addressText, type Family } from '../../net/address.js';
import { type AddressSet, firstOf } from '../../net/address-set.js';
import type { Forwarding } from '../../plan/behind.js';
import { type Offloads, offloadScript, readOffloads } from '../../plan/offloads.js';
import type { Machine } from '../machine.js';

/** Seconds for which a set that stands for a span of time still holds everybody; `undefined` where the time is over. */
export async function readClock(
  { run }: Machine,
  backend: Backend,
  set: string,
): Promise<number | undefined> {
  const listed =
    backend === 'iptables'
      ? await run('ipset', ['save', set])
      : await run('nft', ['--json', 'list', 'set', 'inet', 'vosguard', set]);
  if (listed.kind !== 'done') return undefined;
  const form = backend === 'iptables' ? /^add .* timeout (\d+)/gm : /"expires": (\d+)/g;
  const left = [...listed.output.matchAll(form)].map(([, seconds]) => Number(seconds));
  return left.length === 0 ? undefined : left.reduce((most, one) => Math.max(most, one));
}

const forwardingFiles = ['/proc/sys/net/ipv4/ip_forward', '/proc/sys/net/ipv6/conf/all/forwarding'] as const;

/** Bridges of this host, as docker and libvirt make them; a network bridge is a folder (linux Documentation/ABI sysfs-class-net). */
const BRIDGES = 'for folder in /sys/class/net/*/bridge; do [ ! -d "$folder" ] || echo "$folder"; done';

/**
 * Where a host forwards for others, in words, what that means for its rules: nobody can tell from the policy. `undefined` where it does not.
 */
export async function forwardingNote({ read, run }: Machine): Promise<string | undefined> {
  const values = await read(forwardingFiles);
  const forwards = forwardingFiles.filter((file) => values.get(file)?.trim() === '1');
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

const bridgeFiles = {
  ipv4: '/proc/sys/net/bridge/bridge-nf-call-iptables',
  ipv6: '/proc/sys/net/bridge/bridge-nf-call-ip6tables',
} as const;

/** How a host forwards, and the way that it would send a packet to these addresses. */
export async function readForwarding({ read, run }: Machine, addresses: AddressSet): Promise<Forwarding> {
  const values = await read([...forwardingFiles, bridgeFiles.ipv4, bridgeFiles.ipv6]);
  const isOn = (file: string) => values.get(file)?.trim() === '1';
  const listed = await run('sh', ['-c', BRIDGES]);
  const hasBridge = listed.kind === 'done' && listed.output.trim() !== '';
  const way = async (family: Family) => {
    const address = firstOf(addresses, family);
    if (address === undefined) return undefined;
    const route = await run('ip', ['-o', 'route', 'get', addressText(address)]);
    return route.kind === 'done' ? route.output : route.kind === 'failed' ? '' : undefined;
  };
  const defaults = await Promise.all(
    [['route'], ['-6', 'route']].map((words) => run('ip', [...words, 'show', 'default'])),
  );
  const uplinks = defaults.flatMap((one) =>
    one.kind === 'done' ? [...one.output.matchAll(/ dev (\S+)/g)].map(([, name = '']) => name) : [],
  );
  return {
    routes: { ipv4: isOn(forwardingFiles[0]), ipv6: isOn(forwardingFiles[1]) },
    bridges: { ipv4: hasBridge && isOn(bridgeFiles.ipv4), ipv6: hasBridge && isOn(bridgeFiles.ipv6) },
    way: { ipv4: await way('ipv4'), ipv6: await way('ipv6') },
    uplinks: [...new Set(uplinks)],
  };
}

/** Of a host's devices. Not being told is no failure: what is planned or in force does not depend on it. */
export async function offloadsOf({ run }: Machine): Promise<Offloads> {
  const result = await run('sh', ['-c', offloadScript]);
  return result.kind === 'done' ? readOffloads(result.output) : { kind: 'unknown' };
}

const lifeFiles = {
  raw: ['/proc/net/raw', '/proc/net/raw6'],
  udp: ['/proc/net/udp', '/proc/net/udp6'],
  sctp: ['/proc/net/sctp/eps'],
} as const;

/** What a host tells of what it does now, beside SIP. Nothing is sent and nothing is waited for. */
export async function readLife(machine: Machine): Promise<LifeTexts> {
  const texts = await machine.read(Object.values(lifeFiles).flat());
  const joined = (paths: readonly string[]) => paths.map((path) => texts.get(path) ?? '').join('\n');
  const told = async (tool: string, ...words: readonly string[]) => {
    const result = await machine.run(tool, words);
    return result.kind === 'done' ? result.output : '';
  };
  return {
    raw: joined(lifeFiles.raw),
    udp: joined(lifeFiles.udp),
    sctp: joined(lifeFiles.sctp),
    // A switch has a million flows of UDP, and nothing is asked of those here.
    conntrack: await told(
      'grep',
      '-vE',
      '^ipv[46] +[0-9]+ +(udp|tcp|icmp|icmpv6) ',
      '/proc/net/nf_conntrack',
    ),
    links: await told('ip', '-d', '-o', 'link', 'show'),
    xfrm: await told('ip', 'xfrm', 'state'),
    addresses: await told('ip', '-o', 'addr', 'show'),
  };
}
