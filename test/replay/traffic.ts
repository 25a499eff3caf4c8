import { isIPv4 } from 'node:net';
import { pcapOf, type Written } from '../capture/write-capture.js';
import { ipv4Packet } from '../packets/ipv4.js';
import { ipv6Packet } from '../packets/ipv6.js';
import { protocols, udp } from '../packets/udp.js';

/** What one side says to the other over UDP, milliseconds after the beginning. */
export interface Said {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly text: string;
}

export const own = { ipv4: '203.0.113.1', ipv6: '2001:db8::1' } as const;
export const ownOf = (peer: string): string => own[isIPv4(peer) ? 'ipv4' : 'ipv6'];

const lines = (...all: readonly string[]): string => [...all, 'Content-Length: 0', '', ''].join('\r\n');

/** A request with a branch of its own; the answer to it has the same. */
export const request = (method: string, id: string, userAgent = 'Phone 1.0'): string =>
  lines(
    `${method} sip:100@switch.test SIP/2.0`,
    `Via: SIP/2.0/UDP phone.test:5060;branch=z9hG4bK-${id}`,
    `From: <sip:100@switch.test>;tag=${id}`,
    'To: <sip:100@switch.test>',
    `Call-ID: ${id}`,
    `CSeq: 1 ${method}`,
    `User-Agent: ${userAgent}`,
  );

export const answer = (status: number, method: string, id: string): string =>
  lines(
    `SIP/2.0 ${status} Text`,
    `Via: SIP/2.0/UDP phone.test:5060;branch=z9hG4bK-${id}`,
    `From: <sip:100@switch.test>;tag=${id}`,
    'To: <sip:100@switch.test>;tag=1',
    `Call-ID: ${id}`,
    `CSeq: 1 ${method}`,
  );

/** A request of somebody to the switch, and what it answers ten milliseconds later. */
export function asks(
  peer: string,
  at: number,
  method: string,
  status: number | undefined,
  userAgent?: string,
): readonly Said[] {
  const id = `${peer.replaceAll(':', '-')}-${at}-${method}`;
  const back = { at: at + 10, from: ownOf(peer), to: peer };
  return [
    { at, from: peer, to: ownOf(peer), text: request(method, id, userAgent) },
    ...(status === undefined ? [] : [{ ...back, text: answer(status, method, id) }]),
  ];
}

/** A phone that registers with a password. */
export const registers = (peer: string, at: number): readonly Said[] => [
  ...asks(peer, at, 'REGISTER', 401),
  ...asks(peer, at + 50, 'REGISTER', 200),
];

const BEGINS = Date.UTC(2026, 10, 30, 10) / 1_000;

/** The frames of what was said, raw IP, in the order of their times. */
export const framesOf = (all: readonly Said[]): readonly Written[] =>
  all
    .toSorted((a, b) => a.at - b.at)
    .map((said) => ({
      seconds: BEGINS + Math.floor(said.at / 1_000),
      nanoseconds: Math.round((said.at % 1_000) * 1e6),
      port: 0,
      bytes: packetOf(said),
    }));

function packetOf({ from, to, fromPort = 5060, toPort = 5060, text }: Said): Buffer {
  const ends = { source: from, destination: to };
  const payload = udp({ ...ends, sourcePort: fromPort, destinationPort: toPort, payload: text });
  return isIPv4(from)
    ? ipv4Packet({ ...ends, protocol: protocols.udp, payload })
    : ipv6Packet({ ...ends, nextHeader: protocols.udp, payload });
}

export const captureOf = (all: readonly Said[]): Buffer =>
  pcapOf(framesOf(all), { little: true, nanoseconds: true, link: 101 });

/** So many times the same, with a step between. */
export const times = <T>(count: number, make: (index: number) => readonly T[]): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();
