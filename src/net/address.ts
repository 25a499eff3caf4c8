import { ipv4Text, ipv6Text } from './ip-text.js';
import type { Cidr } from './units.js';

export type Family = 'ipv4' | 'ipv6';
export const families: readonly Family[] = ['ipv4', 'ipv6'];

/** One address as a number: 32 bits fit a double exactly, 128 bits need a bigint. */
export type Address =
  | { readonly family: 'ipv4'; readonly value: number }
  | { readonly family: 'ipv6'; readonly value: bigint };

/** Both ends included; `first <= last`. */
export type AddressRange =
  | { readonly family: 'ipv4'; readonly first: number; readonly last: number }
  | { readonly family: 'ipv6'; readonly first: bigint; readonly last: bigint };

export const addressBits = { ipv4: 32, ipv6: 128 } as const satisfies Record<Family, number>;

/** Canonical text: dotted quad, or RFC 5952. */
export function addressText(address: Address): Cidr {
  return (address.family === 'ipv4' ? ipv4Text(address.value) : ipv6Text(address.value)) as Cidr;
}

/** Canonical text of a network; a single address has no `/32` or `/128`. The host bits must be zero. */
export function networkText(address: Address, prefix: number): Cidr {
  const text = addressText(address);
  return prefix === addressBits[address.family] ? text : (`${text}/${prefix}` as Cidr);
}

/** The network of this prefix length that holds the address. */
export function networkOf(address: Address, prefix: number): AddressRange {
  if (address.family === 'ipv4') {
    const size = 2 ** (32 - prefix);
    const first = address.value - (address.value % size);
    return { family: 'ipv4', first, last: first + size - 1 };
  }
  const size = 1n << BigInt(128 - prefix);
  const first = address.value - (address.value % size);
  return { family: 'ipv6', first, last: first + size - 1n };
}

/** 127.0.0.0/8 (RFC 1122) and ::1 (RFC 4291). */
export const isLoopback = (address: Address): boolean =>
  address.family === 'ipv4' ? Math.floor(address.value / 2 ** 24) === 127 : address.value === 1n;
