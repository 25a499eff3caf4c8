import type { Family } from '../../net/address.js';
import type { KeepaliveForm, Side, TcpHeader, Transport } from '../../ruleset/match.js';
import type { MeterKey } from '../../ruleset/ruleset.js';
import { hex } from '../numbers.js';

/** How much of an address is looked at: all of it, an IPv6 /64, the /24 or /48 around it, or nothing, which is the same for all. */
export type Width = 'full' | 'source' | 'subnet' | 'none';

const masks: { readonly [F in Family]: { readonly [W in Width]: string } } = {
  ipv4: { full: '', source: '', subnet: ' & 255.255.255.0', none: ' & 0.0.0.0' },
  ipv6: { full: '', source: ' & ffff:ffff:ffff:ffff::', subnet: ' & ffff:ffff:ffff::', none: ' & ::' },
};

const protocol: { readonly [F in Family]: string } = { ipv4: 'ip', ipv6: 'ip6' };
const field: { readonly [S in Side]: string } = { source: 'saddr', destination: 'daddr' };

export const addressType: { readonly [F in Family]: string } = { ipv4: 'ipv4_addr', ipv6: 'ipv6_addr' };

/** `ip6 saddr & ffff:ffff:ffff:ffff::` */
export function addressExpression(family: Family, side: Side, width: Width): string {
  return `${protocol[family]} ${field[side]}${masks[family][width]}`;
}

/** What a dynamic set is keyed by. */
export interface Key {
  readonly type: string;
  readonly expression: string;
}

export function addressKey(family: Family, key: Exclude<MeterKey, 'all'>): Key {
  const type = addressType[family];
  switch (key) {
    case 'source':
    case 'destination':
      return { type, expression: addressExpression(family, key, 'source') };
    case 'port':
      return {
        type: `${type} . inet_service`,
        expression: `${addressExpression(family, 'source', 'source')} . th sport`,
      };
    case 'subnet':
      return { type, expression: addressExpression(family, 'source', 'subnet') };
    case 'both':
      return {
        type: `${type} . ${type}`,
        expression: `${addressExpression(family, 'source', 'source')} . ${addressExpression(family, 'destination', 'source')}`,
      };
  }
}

const UDP_HEADER_BITS = 64;
/** One comparison of the kernel holds at most 16 bytes (four registers of 32 bits). */
const BYTES_PER_COMPARISON = 16;
const WORD = 4;

/**
 * Bytes of the payload. `@th` counts from the transport header, whose length is fixed in UDP alone, or told by the rule
 * (`header`); `@ih` counts from behind it and needs nft 1.0.1 and kernel 5.16. Both find the header behind IPv6 extension headers. A packet that is
 * too short does not match.
 */
export function payloadExpression(
  transport: Transport,
  offset: number,
  bytes: number,
  header?: TcpHeader,
): string {
  switch (transport) {
    case 'udp':
      return `@th,${UDP_HEADER_BITS + 8 * offset},${8 * bytes}`;
    case 'tcp':
      return header === undefined
        ? `@ih,${8 * offset},${8 * bytes}`
        : `@th,${8 * (header + offset)},${8 * bytes}`;
  }
}

/** ASCII text as one number, in the byte order of the wire. */
export function textNumber(text: string): string {
  return `0x${hex(text)}`;
}

export function payloadComparisons(
  transport: Transport,
  offset: number,
  text: string,
  { negate, header }: { readonly negate: boolean; readonly header: TcpHeader | undefined },
): string {
  return piecesOf(transport, offset, text)
    .map(
      ({ at, piece }) =>
        `${payloadExpression(transport, at, piece.length, header)} ${negate ? '!= ' : ''}${textNumber(piece)}`,
    )
    .join(' ');
}

interface Piece {
  readonly at: number;
  readonly piece: string;
}

/**
 * Linux reads four bytes at an offset that four divides ten times as fast as any other number of them (4 ns and 40, measured on 6.18), so
 * what begins otherwise leaves the rule after those. The rest begins with the last of them again: nft 1.0.6 joins two
 * comparisons that follow each other without an overlap.
 */
function piecesOf(transport: Transport, offset: number, text: string): readonly Piece[] {
  const isFast = transport === 'udp' && offset % WORD === 0 && text.length > WORD;
  const first = isFast ? [{ at: offset, piece: text.slice(0, WORD) }] : [];
  const behind = isFast ? WORD - 1 : 0;
  const pieces = text.slice(behind).match(new RegExp(`[^]{1,${BYTES_PER_COMPARISON}}`, 'g')) ?? [];
  return [
    ...first,
    ...pieces.map((piece, index) => ({ at: offset + behind + index * BYTES_PER_COMPARISON, piece })),
  ];
}

/** The length in the UDP header counts its own 8 bytes. STUN: two zero bits, then at byte 4 the magic cookie of RFC 5389. */
export const keepaliveForms: { readonly [F in KeepaliveForm]: string } = {
  empty: 'udp length 8',
  crlf: 'udp length 10 @th,64,16 0x0d0a',
  'double-crlf': 'udp length 12 @th,64,32 0x0d0a0d0a',
  stun: '@th,64,8 & 0xc0 == 0x0 @th,96,32 0x2112a442',
};
