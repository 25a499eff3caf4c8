/**
 * The link between the world and the switch. 198.18.0.0/15 (RFC 2544) and 2001:2::/48 (RFC 5180) are for benchmarks
 * and are in no policy. Everything else is the world's: it can speak from, and listen on, any other address.
 */
export const link = {
  world: { name: 'world', mac: '02:00:00:00:00:01', ipv4: '198.18.0.1', ipv6: '2001:2::1' },
  switch: { name: 'switch', mac: '02:00:00:00:00:02', ipv4: '198.18.0.2', ipv6: '2001:2::2' },
} as const;

export type Side = keyof typeof link;

export const isSide = (text: string): text is Side => Object.hasOwn(link, text);

/** The other side's own address, of the family of `from`. */
export const addressTowards = (side: Side, from: string): string =>
  link[otherSide(side)][from.includes(':') ? 'ipv6' : 'ipv4'];

export const otherSide = (side: Side): Side => (side === 'world' ? 'switch' : 'world');

/** Run in the world's namespace; `pid` is a process in the switch's. An old link goes first, with both its ends. */
export function cableScript(pid: number): string {
  const { world, switch: far } = link;
  return [
    `ip link delete ${world.name} 2>/dev/null || true`,
    `ip link add name ${world.name} address ${world.mac} type veth peer name ${far.name} address ${far.mac} netns ${pid}`,
  ].join('\n');
}

/**
 * One end: addresses without duplicate detection, permanent neighbours, no filter on the reverse path. `all` and the
 * device are both written: the kernel takes the larger of the two values of rp_filter.
 */
export function endScript(side: Side): string {
  const near = link[side];
  const far = link[otherSide(side)];
  return [
    ...['all', near.name].map((device) => `echo 0 > /proc/sys/net/ipv4/conf/${device}/rp_filter`),
    `echo 0 > /proc/sys/net/ipv6/conf/${near.name}/accept_ra`,
    'ip link set lo up',
    `ip address add ${near.ipv4}/30 dev ${near.name}`,
    `ip address add ${near.ipv6}/64 dev ${near.name} nodad`,
    `ip link set ${near.name} up`,
    `ip neighbour replace ${far.ipv4} lladdr ${far.mac} dev ${near.name} nud permanent`,
    `ip neighbour replace ${far.ipv6} lladdr ${far.mac} dev ${near.name} nud permanent`,
    ...routes[side],
  ].join('\n');
}

/** The world holds every address but the switch's: a local default route, and a longer one to the switch beside it. */
const routes: Readonly<Record<Side, readonly string[]>> = {
  world: [
    'echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind',
    'echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind',
    `ip route replace ${link.switch.ipv4}/32 dev world table local`,
    `ip -6 route replace ${link.switch.ipv6}/128 dev world table local`,
    'ip route replace local default dev lo table local',
    'ip -6 route replace local default dev lo table local',
  ],
  switch: [`ip route add default via ${link.world.ipv4}`, `ip -6 route add default via ${link.world.ipv6}`],
};
