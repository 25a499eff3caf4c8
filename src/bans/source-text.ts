import { type Address, addressText } from '../net/address.js';

/** A source as everybody writes it: an address, or the /64 with IPv6. */
export const sourceText = (address: Address): string =>
  address.family === 'ipv4' ? addressText(address) : `${addressText(address)}/64`;
