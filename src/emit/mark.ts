import type { SearchMark } from '../ruleset/match.js';

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
