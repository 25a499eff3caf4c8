import { type Address, type AddressRange, addressBits, networkOf } from '../net/address.js';
import { parseAddressEntry } from '../net/address-entry.js';

export interface Source {
  readonly address: Address;
  readonly range: AddressRange;
}

/** One source, which with IPv6 is the whole /64 of what is written; in words, why it is none. */
export function parseSource(text: string): Source | string {
  const parsed = parseAddressEntry(text);
  if (parsed.kind === 'fault') return `${text} is not an address`;
  const { range } = parsed;
  if (range.family === 'ipv4') {
    if (range.first !== range.last) return `${text} is more than one address; a network belongs into blocked`;
    const address = { family: 'ipv4', value: range.first } as const;
    return { address, range };
  }
  const whole = networkOf({ family: 'ipv6', value: range.first }, 64);
  if (whole.family !== 'ipv6' || range.last > whole.last)
    return `${text} is more than one source, which is a /64; a network belongs into blocked`;
  return { address: { family: 'ipv6', value: whole.first }, range: whole };
}

const never = [
  ['ipv4', 0, 8, 'no packet comes from it'],
  ['ipv4', 127 * 2 ** 24, 8, 'it is this host itself (loopback), which is never touched'],
  ['ipv4', 224 * 2 ** 24, 3, 'it is no address of a sender'],
] as const;

/** Why this can be nobody who is to be banned; `undefined` where it can. */
export function neverBanned({ address }: Source): string | undefined {
  if (address.family === 'ipv6') {
    if (address.value === 0n) return 'it is this host itself (loopback), which is never touched';
    return address.value >> 120n === 0xffn ? 'it is no address of a sender' : undefined;
  }
  const { value } = address;
  const found = never.find(
    ([, first, bits]) => value >= first && value < first + 2 ** (addressBits.ipv4 - bits),
  );
  return found?.[3];
}
