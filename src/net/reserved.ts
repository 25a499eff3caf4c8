import { parseAddressEntry } from './address-entry.js';
import { type AddressSet, addressSet, subtract, union } from './address-set.js';

/** The set of networks that stand in our own code. */
export function networks(...texts: readonly string[]): AddressSet {
  return addressSet(
    texts.flatMap((text) => {
      const entry = parseAddressEntry(text);
      return entry.kind === 'range' ? [entry.range] : [];
    }),
  );
}

/** "This network", loopback, link-local and multicast (RFC 1122 3.2.1.3, RFC 3927, RFC 5771, RFC 4291 2.5 to 2.7). */
export const neverForeign: AddressSet = networks(
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '::/127',
  'fe80::/10',
  'ff00::/8',
);

/** The networks of those who have none of their own (RFC 1918, RFC 6598, RFC 4193). */
export const privateNetworks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
] as const;

const reserved = union(neverForeign, networks('240.0.0.0/4', ...privateNetworks));

/**
 * The addresses that hosts on the internet have. IPv6: 2000::/3 without what IANA has given to nobody (ipv6-unicast-address-assignments),
 * which lists of bogus networks hold in large pieces.
 */
export const publicAddresses: AddressSet = subtract(
  networks('0.0.0.0/0', '2000::/3'),
  union(reserved, networks('2d00::/8', '2e00::/7', '3000::/4')),
);
