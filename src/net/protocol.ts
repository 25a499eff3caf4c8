/**
 * Protocols over IP by number (IANA) and the names that a policy and the tools know them by; the first is the one that is printed.
 * iptables-save asks /etc/protocols for the names, so a listing has those of Debian and Red Hat.
 */
const names: ReadonlyMap<number, readonly string[]> = new Map([
  [0, ['ip', 'hopopt']],
  [1, ['icmp']],
  [2, ['igmp']],
  [3, ['ggp']],
  [4, ['ipip', 'ipencap', 'ipv4']],
  [5, ['st']],
  [6, ['tcp']],
  [8, ['egp']],
  [9, ['igp']],
  [12, ['pup']],
  [17, ['udp']],
  [20, ['hmp']],
  [22, ['xns-idp']],
  [27, ['rdp']],
  [29, ['iso-tp4']],
  [33, ['dccp']],
  [36, ['xtp']],
  [37, ['ddp']],
  [38, ['idpr-cmtp']],
  [41, ['ipv6']],
  [43, ['ipv6-route']],
  [44, ['ipv6-frag']],
  [45, ['idrp']],
  [46, ['rsvp']],
  [47, ['gre']],
  [50, ['esp', 'ipv6-crypt']],
  [51, ['ah', 'ipv6-auth']],
  [57, ['skip']],
  [58, ['ipv6-icmp', 'icmpv6']],
  [59, ['ipv6-nonxt']],
  [60, ['ipv6-opts']],
  [73, ['rspf', 'cphb']],
  [81, ['vmtp']],
  [88, ['eigrp']],
  [89, ['ospf', 'ospfigp', 'ospfig']],
  [93, ['ax.25']],
  [94, ['ipip-nos']],
  [97, ['etherip']],
  [98, ['encap']],
  [103, ['pim']],
  [108, ['ipcomp']],
  [112, ['vrrp', 'carp']],
  [115, ['l2tp']],
  [124, ['isis']],
  [132, ['sctp']],
  [135, ['mobility-header', 'mh', 'ipv6-mh']],
  [136, ['udplite']],
  [137, ['mpls-in-ip']],
  [138, ['manet']],
  [139, ['hip']],
  [140, ['shim6']],
  [141, ['wesp']],
  [142, ['rohc']],
]);

const numbers: ReadonlyMap<string, number> = new Map(
  [...names].flatMap(([number, all]) => all.map((name) => [name, number] as const)),
);

export const protocolNames: readonly string[] = [...numbers.keys()];
const MOST = 255;

/** Of a name in any case, or a number from 0 to 255; `undefined` for anything else. */
export function protocolNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= MOST ? Number(text) : undefined;
  return numbers.get(text.toLowerCase());
}

/** `vrrp`, or `253`. */
export const protocolText = (number: number): string => names.get(number)?.[0] ?? String(number);
