import { type Address, addressText, networkOf, networkText } from '../../net/address.js';
import { ipv4Value } from '../../net/ipv4.js';
import { mappedText, readAddress } from '../../net/read-address.js';

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
  const quad = /^([\d.]+):\d{1,5}$/.exec(text)?.[1];
  const parsed = readAddress(quad ?? text);
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
