import type { Family } from '../../net/address.js';
import type { KeepaliveForm, Transport } from '../../ruleset/match.js';
import { hex } from '../numbers.js';

/** One comparison: `0x0>>0x16&0x3c@0x8=0x52454749`, with numbers as iptables-save prints them. */
export type U32Test = string;

/** xt_u32 takes ten comparisons joined by `&&`; the eleventh is refused. */
const TESTS_PER_MATCH = 10;
const WORD = 4;
const UDP_HEADER = 8;
const IPV6_HEADER = 40;
const TCP_OFFSET = 12;

/**
 * Where an offset counts from. The first term walks over the IPv4 header (its length is the low nibble of byte 0, in
 * words) or is nothing for IPv6, whose header has a fixed length; the second over a TCP header (high nibble of byte
 * 12). An IPv6 packet with extension headers is read in the wrong place: `extension-headers` finds those.
 */
const bases: {
  readonly [F in Family]: { readonly [T in Transport]: { readonly walk: string; readonly skip: number } };
} = {
  ipv4: {
    udp: { walk: '0x0>>0x16&0x3c@', skip: 0 },
    tcp: { walk: '0x0>>0x16&0x3c@0xc>>0x1a&0x3c@', skip: 0 },
  },
  ipv6: {
    udp: { walk: '', skip: IPV6_HEADER },
    tcp: { walk: '0x34>>0x1a&0x3c@', skip: IPV6_HEADER },
  },
};

/** The two bytes of the UDP header that hold its length, which counts the header. */
export function udpLength(family: Family, range: string): U32Test {
  return `${wordAt(family, 'udp', WORD)}>>0x10=${range}`;
}

/** The high nibble of byte 12 of the TCP header, in words (RFC 9293 3.1). */
export function tcpHeaderLength(family: Family, bytes: number): U32Test {
  const { walk, skip } = bases[family].udp;
  return `${walk}${number(skip + TCP_OFFSET)}>>0x1c=${number(bytes / WORD)}`;
}

/** Four bytes of the payload of UDP, or what is left of them after a shift to the right. */
export function udpWord(family: Family, offset: number, value: number, shift = 0): U32Test {
  const word = payloadWord(family, 'udp', offset);
  return `${word}${shift === 0 ? '' : `>>${number(shift)}`}=${number(value)}`;
}

/** Whatever the payload begins with, if it has four bytes: u32 reads no less, so a segment of one to three looks empty. */
export function firstWord(family: Family, transport: Transport): U32Test {
  return `${payloadWord(family, transport, 0)}=0x0:0xffffffff`;
}

/**
 * The bytes of `text` at this offset of the payload. u32 reads four bytes at a time and fails where the packet ends
 * before the fourth, so the last word ends where the text ends and may repeat bytes of the word before.
 */
export function textTests(
  family: Family,
  transport: Transport,
  offset: number,
  text: string,
): readonly U32Test[] {
  if (text.length < WORD) return [shortTest(family, transport, offset, text)];
  const last = text.length - WORD;
  const starts = Array.from({ length: Math.ceil(text.length / WORD) }, (_, index) =>
    Math.min(index * WORD, last),
  );
  return starts.map((start) => {
    const word = payloadWord(family, transport, offset + start);
    return `${word}=${number(Number.parseInt(hex(text.slice(start, start + WORD)), 16))}`;
  });
}

/**
 * A word that ends with the text, with what stands before it masked away. Before the payload of UDP stands its header;
 * TCP's cannot be read backwards from its end, so there the word begins with the text and needs four bytes of payload.
 */
function shortTest(family: Family, transport: Transport, offset: number, text: string): U32Test {
  const value = number(Number.parseInt(hex(text), 16));
  const start = offset + text.length - WORD;
  if (transport === 'tcp' && start < 0) {
    return `${payloadWord(family, transport, offset)}>>${number(8 * (WORD - text.length))}=${value}`;
  }
  return `${payloadWord(family, transport, start)}&${number(2 ** (8 * text.length) - 1)}=${value}`;
}

function payloadWord(family: Family, transport: Transport, offset: number): string {
  return wordAt(family, transport, transport === 'udp' ? UDP_HEADER + offset : offset);
}

function wordAt(family: Family, transport: Transport, offset: number): string {
  const { walk, skip } = bases[family][transport];
  return `${walk}${number(skip + offset)}`;
}

const number = (value: number): string => `0x${value.toString(16)}`;

/** As many matches as the comparisons need. */
export function u32Match(tests: readonly U32Test[]): string {
  const matches: string[] = [];
  for (let i = 0; i < tests.length; i += TESTS_PER_MATCH) {
    matches.push(`-m u32 --u32 "${tests.slice(i, i + TESTS_PER_MATCH).join('&&')}"`);
  }
  return matches.join(' ');
}

/** RFC 5389 section 6: the first two bits are zero, the magic cookie stands at byte 4. */
const STUN_COOKIE = 0x2112a442;

export function keepaliveTests(family: Family, form: KeepaliveForm): readonly U32Test[] {
  switch (form) {
    case 'empty':
      return [udpLength(family, '0x8')];
    case 'crlf':
      return [udpLength(family, '0xa'), ...textTests(family, 'udp', 0, '\r\n')];
    case 'double-crlf':
      return [udpLength(family, '0xc'), ...textTests(family, 'udp', 0, '\r\n\r\n')];
    case 'stun':
      return [udpWord(family, 0, 0, 30), udpWord(family, 4, STUN_COOKIE)];
  }
}
