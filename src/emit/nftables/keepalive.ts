import type { KeepaliveForm } from '../../ruleset/match.js';

/** The length in the UDP header counts its own 8 bytes. STUN: two zero bits, then at byte 4 the magic cookie of RFC 5389. */
export const keepaliveForms: { readonly [F in KeepaliveForm]: string } = {
  empty: 'udp length 8',
  crlf: 'udp length 10 @th,64,16 0x0d0a',
  'double-crlf': 'udp length 12 @th,64,32 0x0d0a0d0a',
  stun: '@th,64,8 & 0xc0 == 0x0 @th,96,32 0x2112a442',
};
