import type { TcpHeader, Transport } from '../../ruleset/match.js';
import { hex } from '../hex.js';

const UDP_HEADER_BITS = 64;
/** One comparison of the kernel holds at most 16 bytes (four registers of 32 bits). */
const BYTES_PER_COMPARISON = 16;

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
  const pieces = text.match(new RegExp(`[^]{1,${BYTES_PER_COMPARISON}}`, 'g')) ?? [];
  return pieces
    .map((piece, index) => {
      const at = offset + index * BYTES_PER_COMPARISON;
      return `${payloadExpression(transport, at, piece.length, header)} ${negate ? '!= ' : ''}${textNumber(piece)}`;
    })
    .join(' ');
}
