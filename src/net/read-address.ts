import type { Address } from './address.js';
import type { AddressFault } from './address-fault.js';
import { ipv4Text, ipv4Value, ipv4WithLeadingZeros } from './ipv4.js';
import { ipv6Value } from './ipv6.js';
import type { Cidr } from './units.js';

export type Fault = { readonly kind: 'fault'; readonly fault: AddressFault };
export type ParsedAddress = { readonly kind: 'address'; readonly address: Address } | Fault;

export const refuse = (fault: AddressFault): Fault => ({ kind: 'fault', fault });

/** One address, without prefix length or zone. */
export function parseAddress(text: string): ParsedAddress {
  const parsed = readAddress(text);
  if (parsed.kind === 'fault') return parsed;
  const ipv4 = mappedText(parsed.address);
  return ipv4 === undefined ? parsed : refuse({ kind: 'ipv4-mapped', ipv4 });
}

/** As `parseAddress`, but takes IPv4-mapped addresses: what is meant by one depends on the rest of the entry. */
export function readAddress(text: string): ParsedAddress {
  const ipv4 = ipv4Value(text);
  if (ipv4 !== undefined) return { kind: 'address', address: { family: 'ipv4', value: ipv4 } };
  const ipv6 = ipv6Value(text);
  if (ipv6 !== undefined) return { kind: 'address', address: { family: 'ipv6', value: ipv6 } };
  const decimal = ipv4WithLeadingZeros(text);
  if (decimal !== undefined)
    return refuse({ kind: 'leading-zero', text, decimal: ipv4Text(decimal) as Cidr });
  return zoneFault(text) ?? refuse(text === '' ? { kind: 'empty' } : { kind: 'not-an-address', text });
}

/** Asked of whole entries too: the name of an interface may hold a dash. */
export function zoneFault(text: string): Fault | undefined {
  if (!text.includes('%')) return undefined;
  const [, address = '', zone = ''] = /^([0-9a-f:.]+)%([^/]*)/i.exec(text) ?? [];
  return ipv6Value(address) === undefined ? undefined : refuse({ kind: 'zone-id', address, zone });
}

/** The dotted quad that an address of `::ffff:0:0/96` stands for. */
export function mappedText(address: Address): string | undefined {
  if (address.family === 'ipv4' || address.value >> 32n !== 0xffffn) return undefined;
  return ipv4Text(Number(BigInt.asUintN(32, address.value)));
}
