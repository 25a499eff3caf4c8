import { type Family, networkText } from './address.js';
import type { AddressSet } from './address-set.js';
import { ipv4Text } from './ip-text.js';
import type { Cidr } from './units.js';

/**
 * The fewest networks that cover the set exactly, ascending. A generator, so that a million entries are never held as
 * text all at once.
 */
export function cidrs(set: AddressSet, family: Family): Generator<Cidr> {
  return family === 'ipv4' ? ipv4Cidrs(set) : ipv6Cidrs(set);
}

/** From the left, each network is the largest that starts here: as the alignment and the room that is left allow. */
function* ipv4Cidrs({ ipv4: edges }: AddressSet): Generator<Cidr> {
  for (let i = 0; i < edges.length; i += 2) {
    const end = edges[i + 1] as number;
    let value = edges[i] as number;
    while (value < end) {
      const hostBits = Math.min(trailingZeros(value), highestBit(end - value));
      yield (hostBits === 0 ? ipv4Text(value) : `${ipv4Text(value)}/${32 - hostBits}`) as Cidr;
      value += 2 ** hostBits;
    }
  }
}

function* ipv6Cidrs({ ipv6: edges }: AddressSet): Generator<Cidr> {
  for (let i = 0; i < edges.length; i += 2) {
    const end = edges[i + 1] as bigint;
    let value = edges[i] as bigint;
    while (value < end) {
      const hostBits = Math.min(wideTrailingZeros(value), wideHighestBit(end - value));
      yield networkText({ family: 'ipv6', value }, 128 - hostBits);
      value += 1n << BigInt(hostBits);
    }
  }
}

/** 32 for zero. */
const trailingZeros = (value: number): number => (value === 0 ? 32 : 31 - Math.clz32(value & -value));
/** Up to 2^32 itself. */
const highestBit = (value: number): number => (value === 2 ** 32 ? 32 : 31 - Math.clz32(value));

/** 128 for zero; by words of 32 bits, since shifts of bigints allocate. */
function wideTrailingZeros(value: bigint): number {
  for (let zeros = 0; zeros < 128; zeros += 32) {
    const word = Number(BigInt.asUintN(32, value >> BigInt(zeros)));
    if (word !== 0) return zeros + trailingZeros(word);
  }
  return 128;
}

function wideHighestBit(value: bigint): number {
  const hex = value.toString(16);
  return 4 * (hex.length - 1) + highestBit(Number.parseInt(hex.charAt(0), 16));
}

const sourceLength = 64;

/** Whether every IPv6 network of the set is a /64 or holds whole ones: a source of IPv6 is a /64. */
export function wholeSources(set: AddressSet): boolean {
  for (const network of cidrs(set, 'ipv6')) {
    const length = /\/(\d+)$/.exec(network)?.[1];
    if (length === undefined || Number(length) > sourceLength) return false;
  }
  return true;
}
