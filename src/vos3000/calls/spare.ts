import type { Address, AddressRange } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, contains, touches } from '../../net/address-set.js';
import type { Policy } from '../../policy/policy.js';

export function rangesOf(text: string): readonly AddressRange[] {
  const entry = parseAddressEntry(text);
  return entry.kind === 'range' ? [entry.range] : [];
}

export const firstOf = (range: AddressRange): Address =>
  range.family === 'ipv4' ? { family: 'ipv4', value: range.first } : { family: 'ipv6', value: range.first };

/** Private, shared, loopback, link-local and multicast addresses (RFC 6890, RFC 5771, RFC 4291). */
const inside = addressSet(
  [
    ...[
      '0.0.0.0/8',
      '10.0.0.0/8',
      '100.64.0.0/10',
      '127.0.0.0/8',
      '169.254.0.0/16',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '224.0.0.0/3',
    ],
    ...['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
  ].flatMap(rangesOf),
);

/** Why nobody of the range is to be blocked; `undefined`: nothing speaks for it. */
export function spare(range: AddressRange, policy: Policy, gateways: AddressSet): string | undefined {
  const { trusted, services, vos3000, blocked } = policy;
  if (touches(trusted.set, range)) return 'trusted';
  const service = services.find(({ from }) => from !== undefined && touches(from.set, range));
  if (service !== undefined) return `from of the service ${service.name}`;
  const gateway = vos3000?.mappingGateways.find(({ from }) => from !== undefined && touches(from.set, range));
  if (gateway !== undefined) return `from of the mapping gateway ${gateway.name}`;
  if (vos3000?.webAccessControl !== undefined && touches(vos3000.webAccessControl.set, range))
    return 'web_access_control';
  if (touches(gateways, range)) return 'a gateway of the switch';
  if (touches(inside, range)) return 'an address of the own network';
  return contains(blocked.set, firstOf(range)) ? 'blocked already' : undefined;
}
