import { type AddressEntry, parseAddressEntry } from '../../net/address-entry.js';
import type { HostBits } from '../../policy/list-spec.js';

/**
 * As an entry of the policy, and what lists from elsewhere have beside it: blanks around the dash of a range, and IPv4 written as IPv6,
 * which is the same host. Host bits only where the policy says what they mean.
 */
export function parseListEntry(text: string, hostBits: HostBits): AddressEntry {
  const parsed = parseAddressEntry(text.replace(/[ \t]*-[ \t]*/, '-'));
  if (parsed.kind === 'range') return parsed;
  const { fault } = parsed;
  if (fault.kind === 'ipv4-mapped') return parseListEntry(fault.ipv4, hostBits);
  if (fault.kind === 'host-bits-set' && hostBits === 'network')
    return parseListEntry(fault.network, hostBits);
  return parsed;
}
