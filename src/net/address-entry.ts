import {
  type Address,
  type AddressRange,
  addressBits,
  addressText,
  networkOf,
  networkText,
} from './address.js';
import { ipv4Value } from './ip-text.js';
import {
  type AddressFault,
  type Fault,
  mappedText,
  parseAddress,
  readAddress,
  refuse,
  zoneFault,
} from './read-address.js';

export type AddressEntry = { readonly kind: 'range'; readonly range: AddressRange } | Fault;

/** One entry of a list: an address, a network in CIDR notation, or `first-last`. Nothing around it, no spaces in it. */
export function parseAddressEntry(text: string): AddressEntry {
  const quad = ipv4Value(text);
  if (quad !== undefined) return { kind: 'range', range: { family: 'ipv4', first: quad, last: quad } };
  const zone = zoneFault(text);
  if (zone !== undefined) return zone;
  const slash = text.indexOf('/');
  if (slash !== -1) return parseNetwork(text.slice(0, slash), text.slice(slash + 1));
  const dash = text.indexOf('-');
  if (dash !== -1) return parseSpan(text.slice(0, dash), text.slice(dash + 1));
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') return parsed;
  return { kind: 'range', range: networkOf(parsed.address, addressBits[parsed.address.family]) };
}

function parseNetwork(addressPart: string, prefixPart: string): AddressEntry {
  const parsed = readAddress(addressPart);
  if (parsed.kind === 'fault') return parsed;
  const { address } = parsed;
  const longest = addressBits[address.family];
  if (!/^(0|[1-9]\d*)$/.test(prefixPart)) return refuse(netmaskFault(address, prefixPart));
  const prefix = Number(prefixPart);
  if (prefix > longest) return refuse({ kind: 'prefix-too-long', prefix: prefixPart, longest });
  const range = networkOf(address, prefix);
  const first = firstOf(range);
  const mapped = prefix < 96 ? undefined : mappedText(first);
  if (mapped !== undefined) {
    return refuse({ kind: 'ipv4-mapped', ipv4: prefix === 128 ? mapped : `${mapped}/${prefix - 96}` });
  }
  if (first.value === address.value) return { kind: 'range', range };
  return refuse({
    kind: 'host-bits-set',
    address: addressText(address),
    network: networkText(first, prefix),
  });
}

/** Old tools write `/255.255.255.0`. A mask's complement plus one is a power of two. */
function netmaskFault(address: Address, text: string): AddressFault {
  const mask = address.family === 'ipv4' ? ipv4Value(text) : undefined;
  const prefix = mask === undefined ? Number.NaN : 32 - Math.log2(2 ** 32 - mask);
  if (!Number.isInteger(prefix)) return { kind: 'not-a-prefix', text };
  return { kind: 'netmask', meant: networkText(firstOf(networkOf(address, prefix)), prefix) };
}

function firstOf(range: AddressRange): Address {
  return range.family === 'ipv4'
    ? { family: 'ipv4', value: range.first }
    : { family: 'ipv6', value: range.first };
}

function parseSpan(firstPart: string, lastPart: string): AddressEntry {
  const left = readAddress(firstPart);
  if (left.kind === 'fault') return left;
  const right = readAddress(lastPart);
  if (right.kind === 'fault') return right;
  const range = span(left.address, right.address);
  if ('kind' in range) return refuse(range);
  const first = mappedText(left.address);
  const last = mappedText(right.address);
  if (first === undefined || last === undefined) return { kind: 'range', range };
  return refuse({ kind: 'ipv4-mapped', ipv4: `${first}-${last}` });
}

function span(a: Address, b: Address): AddressRange | AddressFault {
  const ends = { first: addressText(a), last: addressText(b) };
  if (a.family === 'ipv4' && b.family === 'ipv4' && a.value <= b.value) {
    return { family: 'ipv4', first: a.value, last: b.value };
  }
  if (a.family === 'ipv6' && b.family === 'ipv6' && a.value <= b.value) {
    return { family: 'ipv6', first: a.value, last: b.value };
  }
  return { kind: a.family === b.family ? 'reversed-range' : 'mixed-families', ...ends };
}
