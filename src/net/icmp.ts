import type { Family } from './family.js';

/** A type of ICMP (IPv4) or of ICMPv6. */
export interface IcmpType {
  readonly family: Family;
  readonly type: number;
}

/** IANA's types of ICMP and ICMPv6 by the names that both have, as far as a policy needs them. */
const names: ReadonlyMap<string, Partial<Record<Family, number>>> = new Map([
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

export const icmpNames: readonly string[] = [...names.keys()];

/** From here on, numbers are types of ICMPv6 that inform (RFC 4443 2.1); ICMP uses none of them. */
const FIRST_OF_IPV6 = 128;

/** What a name or a number means; of a number below 128 the type of IPv4. Nothing for anything else. */
export function icmpTypes(text: string): readonly IcmpType[] {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 255) {
    const type = Number(text);
    return [{ family: type < FIRST_OF_IPV6 ? 'ipv4' : 'ipv6', type }];
  }
  const found = names.get(text) ?? {};
  return (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const type = found[family];
    return type === undefined ? [] : [{ family, type }];
  });
}
