import { type Address, addressBits, addressText, networkOf } from '../../net/address.js';

/** The source of an address as the kernel's sets print it: the address, or the first one of an IPv6 /64. */
export function sourceText(address: Address): string {
  if (address.family === 'ipv4') return addressText(address);
  const { first } = networkOf(address, addressBits.ipv6 / 2) as { readonly first: bigint };
  return addressText({ family: 'ipv6', value: first });
}
