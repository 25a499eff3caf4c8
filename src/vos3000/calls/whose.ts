import { type Address, type AddressRange, addressText, networkOf, networkText } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, contains, touches } from '../../net/address-set.js';
import { ipv4Value } from '../../net/ip-text.js';
import { mappedText, readAddress } from '../../net/read-address.js';
import type { Policy } from '../../policy/policy.js';

/** The source of a call: what it is told apart by, and the network that it is of. */
export interface Whose {
  readonly key: string;
  /** `undefined` where the record holds no address. */
  readonly address: Address | undefined;
  readonly network: string | undefined;
}

/** What is looked at as one network. */
export const networkLengths = { ipv4: 24, ipv6: 48 } as const;

/** Some records have the port behind the address, or an IPv4 address within one of IPv6. */
export function whose(written: string): Whose {
  const text = written.trim();
  const plain = plainQuad(text);
  if (plain !== undefined) return plain;
  const bare = /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? /^\[([\da-f:.]+)\](?::\d{1,5})?$/i.exec(text)?.[1];
  const parsed = readAddress(bare ?? text);
  if (parsed.kind === 'fault') return { key: text, address: undefined, network: undefined };
  const mapped = mappedText(parsed.address);
  const value = mapped === undefined ? undefined : ipv4Value(mapped);
  const address: Address = value === undefined ? parsed.address : { family: 'ipv4', value };
  return { key: addressText(address), address, network: networkAround(address) };
}

const quadPattern = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** What nearly all records hold, and is read a million times. */
function plainQuad(text: string): Whose | undefined {
  const value = quadPattern.test(text) ? ipv4Value(text) : undefined;
  if (value === undefined) return undefined;
  const network = `${text.slice(0, text.lastIndexOf('.'))}.0/24`;
  return { key: text, address: { family: 'ipv4', value }, network };
}

/** The /24 or /48 that an address is of. */
export function networkAround(address: Address): string {
  const length = networkLengths[address.family];
  const range = networkOf(address, length);
  const first: Address =
    range.family === 'ipv4' ? { family: 'ipv4', value: range.first } : { family: 'ipv6', value: range.first };
  return networkText(first, length);
}

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
