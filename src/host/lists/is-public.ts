import { contains } from '../../net/address-set.js';
import { parseAddress } from '../../net/read-address.js';
import { publicAddresses } from '../../net/reserved.js';

/** Whether the address is one of the internet, and not of this host, its link or a private network. IPv4 that is written as IPv6 is not. */
export function isPublic(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed.kind === 'address' && contains(publicAddresses, parsed.address);
}
