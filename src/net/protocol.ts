import type { Family } from './address.js';

/**
 * Protocols over IP by number (IANA) and the names that a policy and the tools know them by; the first is the one that is printed.
 * iptables-save asks /etc/protocols for the names, so a listing has those of Debian and Red Hat.
 */
const namesByNumber: ReadonlyMap<number, readonly string[]> = new Map([
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
  [...namesByNumber].flatMap(([number, all]) => all.map((name) => [name, number] as const)),
);

export const protocolNames: readonly string[] = [...numbers.keys()];
const MOST = 255;

/** Of a name in any case, or a number from 0 to 255; `undefined` for anything else. */
export function protocolNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= MOST ? Number(text) : undefined;
  return numbers.get(text.toLowerCase());
}

/** `vrrp`, or `253`. */
export const protocolText = (number: number): string => namesByNumber.get(number)?.[0] ?? String(number);

/** A type of ICMP (IPv4) or of ICMPv6. */
export interface IcmpType {
  readonly family: Family;
  readonly type: number;
}

/** IANA's types of ICMP and ICMPv6 by the names that both have, as far as a policy needs them. */
const numbersByName: ReadonlyMap<string, Partial<Record<Family, number>>> = new Map([
  ['echo-request', { ipv4: 8, ipv6: 128 }],
  ['echo-reply', { ipv4: 0, ipv6: 129 }],
  ['destination-unreachable', { ipv4: 3, ipv6: 1 }],
  ['packet-too-big', { ipv6: 2 }],
  ['time-exceeded', { ipv4: 11, ipv6: 3 }],
  ['parameter-problem', { ipv4: 12, ipv6: 4 }],
  ['redirect', { ipv4: 5, ipv6: 137 }],
  ['router-advertisement', { ipv4: 9, ipv6: 134 }],
  ['router-solicitation', { ipv4: 10, ipv6: 133 }],
  ['timestamp-request', { ipv4: 13 }],
  ['timestamp-reply', { ipv4: 14 }],
  ['address-mask-request', { ipv4: 17 }],
  ['address-mask-reply', { ipv4: 18 }],
]);

export const icmpNames: readonly string[] = [...numbersByName.keys()];

/** From here on, numbers are types of ICMPv6 that inform (RFC 4443 2.1); ICMP uses none of them. */
const FIRST_OF_IPV6 = 128;

/** What a name or a number means; of a number below 128 the type of IPv4. Nothing for anything else. */
export function icmpTypes(text: string): readonly IcmpType[] {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 255) {
    const type = Number(text);
    return [{ family: type < FIRST_OF_IPV6 ? 'ipv4' : 'ipv6', type }];
  }
  const found = numbersByName.get(text) ?? {};
  return (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const type = found[family];
    return type === undefined ? [] : [{ family, type }];
  });
}
