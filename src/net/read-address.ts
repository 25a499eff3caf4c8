import type { Address } from './address.js';
import { ipv4Text, ipv4Value, ipv4WithLeadingZeros, ipv6Value } from './ip-text.js';
import type { Cidr } from './units.js';

/** Why a text is no entry of an address list, with what the message needs. Texts are the user's, unescaped. */
export type AddressFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-an-address'; readonly text: string }
  /** `010.0.0.1`: 10.0.0.1 to some programs and 8.0.0.1 to inet_aton(3). `decimal` is the first reading. */
  | { readonly kind: 'leading-zero'; readonly text: string; readonly decimal: Cidr }
  /** What follows the slash is no prefix length. */
  | { readonly kind: 'not-a-prefix'; readonly text: string }
  /** `192.0.2.0/255.255.255.0`; `meant` is `192.0.2.0/24`. */
  | { readonly kind: 'netmask'; readonly meant: Cidr }
  | { readonly kind: 'prefix-too-long'; readonly prefix: string; readonly longest: 32 | 128 }
  /** `192.0.2.8/28`; `network` is the one that holds the address. */
  | { readonly kind: 'host-bits-set'; readonly address: Cidr; readonly network: Cidr }
  /** RFC 4007: a zone says which interface, and means nothing on another host. */
  | { readonly kind: 'zone-id'; readonly address: string; readonly zone: string }
  /** RFC 4291 section 2.5.5.2: packets from `::ffff:192.0.2.1` arrive as IPv4. `ipv4` is the entry spelled so. */
  | { readonly kind: 'ipv4-mapped'; readonly ipv4: string }
  | { readonly kind: 'mixed-families'; readonly first: Cidr; readonly last: Cidr }
  | { readonly kind: 'reversed-range'; readonly first: Cidr; readonly last: Cidr };

export type Fault = { readonly kind: 'fault'; readonly fault: AddressFault };
export type ParsedAddress = { readonly kind: 'address'; readonly address: Address } | Fault;

export const refuse = (fault: AddressFault): Fault => ({ kind: 'fault', fault });

/** One address, without prefix length or zone. */
export function parseAddress(text: string): ParsedAddress {
  const parsed = readAddress(text);
  if (parsed.kind === 'fault') return parsed;
  const ipv4 = mappedText(parsed.address);
  return ipv4 === undefined ? parsed : refuse({ kind: 'ipv4-mapped', ipv4 });
}

/** As `parseAddress`, but takes IPv4-mapped addresses: what is meant by one depends on the rest of the entry. */
export function readAddress(text: string): ParsedAddress {
  const ipv4 = ipv4Value(text);
  if (ipv4 !== undefined) return { kind: 'address', address: { family: 'ipv4', value: ipv4 } };
  const ipv6 = ipv6Value(text);
  if (ipv6 !== undefined) return { kind: 'address', address: { family: 'ipv6', value: ipv6 } };
  const decimal = ipv4WithLeadingZeros(text);
  if (decimal !== undefined)
    return refuse({ kind: 'leading-zero', text, decimal: ipv4Text(decimal) as Cidr });
  return zoneFault(text) ?? refuse(text === '' ? { kind: 'empty' } : { kind: 'not-an-address', text });
}

/** Asked of whole entries too: the name of an interface may hold a dash. */
export function zoneFault(text: string): Fault | undefined {
  if (!text.includes('%')) return undefined;
  const [, address = '', zone = ''] = /^([0-9a-f:.]+)%([^/]*)/i.exec(text) ?? [];
  return ipv6Value(address) === undefined ? undefined : refuse({ kind: 'zone-id', address, zone });
}

/** The dotted quad that an address of `::ffff:0:0/96` stands for. */
export function mappedText(address: Address): string | undefined {
  if (address.family === 'ipv4' || address.value >> 32n !== 0xffffn) return undefined;
  return ipv4Text(Number(BigInt.asUintN(32, address.value)));
}
