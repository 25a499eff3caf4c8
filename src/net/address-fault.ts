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
