import type { SearchMark } from '../ruleset/match.js';

/** The bytes of a text as they stand in a packet (UTF-8; the methods of SIP are ASCII), two digits each. */
export function hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}

/** The smallest power of two that is not below `n`. Hash tables of the kernel have such sizes. */
export function powerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, n)));
}

/**
 * Two bits of the packet's mark, used between the priorities raw - 1 and raw + 1 on the way in and cleared there, so that
 * neither routing rules nor another tool's later chains see them. VPNs and container networks use lower bits
 * (kube-proxy 0xc000, wg-quick 0xca6c, Tailscale 0xff0000).
 */
export const markField = 0x30000000;

export const markBits: { readonly [M in SearchMark | 'none']: number } = {
  none: 0,
  wanted: 0x10000000,
  found: 0x20000000,
  unnamed: 0x30000000,
};

export const hexMask = (bits: number): string => `0x${bits.toString(16)}`;
