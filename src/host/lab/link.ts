/**
 * The ends of the links between the world, the switch and, where a policy has its switch elsewhere, what is behind the host of the rules, which
 * is then in the place of the switch and forwards. 198.18.0.0/15 (RFC 2544) and 2001:2::/48 (RFC 5180) are for benchmarks
 * and are in no policy. Everything else is the world's: it can speak from, and listen on, any other address.
 */
export const link = {
  world: { name: 'world', mac: '02:00:00:00:00:01', ipv4: '198.18.0.1', ipv6: '2001:2::1' },
  switch: { name: 'switch', mac: '02:00:00:00:00:02', ipv4: '198.18.0.2', ipv6: '2001:2::2' },
  behind: { name: 'behind', mac: '02:00:00:00:00:03', ipv4: '198.18.0.6', ipv6: '2001:2:0:1::2' },
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
export function endScript(side: Exclude<Side, 'behind'>): string {
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
const routes: Readonly<Record<'world' | 'switch', readonly string[]>> = {
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

const inside = { name: 'inside', mac: '02:00:00:00:00:04', ipv4: '198.18.0.5', ipv6: 'fe80::1' } as const;

const isIpv6 = (address: string): boolean => address.includes(':');

/** Run in the namespace of the rules; `pid` is a process in that behind it, whose addresses are led there. */
export function insideScript(pid: number, addresses: readonly string[]): string {
  const { behind } = link;
  return [
    `ip link delete ${inside.name} 2>/dev/null || true`,
    `ip link add name ${inside.name} address ${inside.mac} type veth peer name ${behind.name} address ${behind.mac} netns ${pid}`,
    `echo 0 > /proc/sys/net/ipv4/conf/${inside.name}/rp_filter`,
    'echo 1 > /proc/sys/net/ipv4/ip_forward',
    'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding',
    `ip address add ${inside.ipv4}/30 dev ${inside.name}`,
    `ip address add ${inside.ipv6}/64 dev ${inside.name} nodad`,
    `ip link set ${inside.name} up`,
    ...addresses.flatMap((address) => leadTo(address, inside.name, behind.mac)),
  ].join('\n');
}

/** Run in the namespace behind the rules. */
export function behindScript(addresses: readonly string[]): string {
  const { name } = link.behind;
  return [
    ...['all', name].map((device) => `echo 0 > /proc/sys/net/ipv4/conf/${device}/rp_filter`),
    'ip link set lo up',
    `ip address add ${link.behind.ipv4}/30 dev ${name}`,
    `ip address add ${link.behind.ipv6}/64 dev ${name} nodad`,
    ...addresses.map((address) =>
      isIpv6(address) ? `ip address add ${address}/128 dev lo nodad` : `ip address add ${address}/32 dev lo`,
    ),
    `ip link set ${name} up`,
    `ip neighbour replace ${inside.ipv4} lladdr ${inside.mac} dev ${name} nud permanent`,
    `ip neighbour replace ${inside.ipv6} lladdr ${inside.mac} dev ${name} nud permanent`,
    `ip route add default via ${inside.ipv4}`,
    `ip -6 route add default via ${inside.ipv6} dev ${name}`,
  ].join('\n');
}

/** Run in the world's namespace: these addresses are not its own, and the host of the rules forwards to them. */
export const farScript = (addresses: readonly string[]): string =>
  addresses
    .flatMap((address) => [
      `ip ${isIpv6(address) ? '-6 ' : ''}route replace ${address} dev ${link.world.name} table local`,
      `ip neighbour replace ${address} lladdr ${link.switch.mac} dev ${link.world.name} nud permanent`,
    ])
    .join('\n');

const leadTo = (address: string, device: string, mac: string): readonly string[] => [
  `ip ${isIpv6(address) ? '-6 ' : ''}route replace ${address} dev ${device}`,
  `ip neighbour replace ${address} lladdr ${mac} dev ${device} nud permanent`,
];
