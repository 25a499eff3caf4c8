import { isIPv4 } from 'node:net';
import { link } from '../../src/host/lab/link.js';
import type { FrameAgent } from '../packets/frame-agent.js';
import { frame, udpPacket } from '../packets/frames.js';
import { type Ipv4, icmpUnreachable, ipv4Fragments, ipv4Packet } from '../packets/ipv4.js';
import { type Ipv6, icmpv6Unreachable, ipv6Fragments, ipv6Packet, withOptions } from '../packets/ipv6.js';
import { type Datagram, protocols, udp } from '../packets/udp.js';

interface Form<P> {
  readonly name: string;
  /** The packets that carry one datagram. */
  readonly build: (packet: P, datagram: Datagram, identification: number) => readonly Buffer[];
}

/** Ways of sending a datagram that a rule with a fixed offset may misread: docs/papers/netfilter-notes.md, section 4. */
const forms4: readonly Form<Ipv4>[] = [
  { name: 'a first fragment of 8 bytes', build: (packet) => ipv4Fragments(packet, 8) },
  { name: 'a first fragment of 16 bytes', build: (packet) => ipv4Fragments(packet, 16) },
  { name: 'the last fragment first', build: (packet) => ipv4Fragments(packet, 8).toReversed() },
  {
    name: 'IP options',
    build: (packet) => [ipv4Packet({ ...packet, options: Buffer.from([1, 1, 1, 0]) })],
  },
  {
    name: 'the longest IP options',
    build: (packet) => [ipv4Packet({ ...packet, options: Buffer.alloc(40, 1) })],
  },
  {
    name: 'a checksum of zero',
    build: (packet, datagram) => [ipv4Packet({ ...packet, payload: udp({ ...datagram, checksum: 'zero' }) })],
  },
];

const forms6: readonly Form<Ipv6>[] = [
  { name: 'a first fragment of 8 bytes', build: (packet, _, id) => ipv6Fragments(packet, 8, id) },
  { name: 'the last fragment first', build: (packet, _, id) => ipv6Fragments(packet, 8, id).toReversed() },
  { name: 'destination options', build: (packet) => [ipv6Packet(withOptions(packet, 'destinationOptions'))] },
  { name: 'hop-by-hop options', build: (packet) => [ipv6Packet(withOptions(packet, 'hopByHop'))] },
  {
    name: 'both options',
    build: (packet) => [ipv6Packet(withOptions(withOptions(packet, 'destinationOptions'), 'hopByHop'))],
  },
  {
    name: 'options behind the fragment header',
    build: (packet, _, id) => ipv6Fragments(withOptions(packet, 'destinationOptions'), 16, id),
  },
];

export const craftedForms = {
  IPv4: forms4.map(({ name }) => name),
  IPv6: forms6.map(({ name }) => name),
} as const;

/** One datagram to the switch's SIP port in this form; `identification` tells its fragments from others. */
export function crafted(
  form: string,
  source: string,
  text: string,
  identification: number,
): readonly Buffer[] {
  const datagram = datagramOf(source, text);
  return isIPv4(source)
    ? named(forms4, form).build(inIpv4(datagram, identification), datagram, identification)
    : named(forms6, form).build(inIpv6(datagram), datagram, identification);
}

/** The datagram in two fragments, cut before byte `at` of its text, or up to seven bytes earlier. */
export function cut(source: string, text: string, at: number): readonly Buffer[] {
  const datagram = datagramOf(source, text);
  const first = Math.floor((8 + at) / 8) * 8;
  return isIPv4(source) ? ipv4Fragments(inIpv4(datagram, 1), first) : ipv6Fragments(inIpv6(datagram), first);
}

/** An ICMP error of this source about a message that the switch is said to have sent it. */
export function unreachable(source: string, text: string): Buffer {
  const { destination, ...rest } = datagramOf(source, text);
  const ends = { source, destination };
  const about = udpPacket({ ...rest, source: destination, destination: source });
  return isIPv4(source) ? icmpUnreachable(ends, about) : icmpv6Unreachable(ends, about);
}

/** Sends packets from the world's end of the link, as fast as it goes. */
export const sendPackets = (world: FrameAgent, packets: readonly Buffer[]) =>
  world.frames({ frames: packets.map((packet) => frame(packet).toString('base64')), every: 0 });

const datagramOf = (source: string, payload: string): Datagram => ({
  source,
  destination: isIPv4(source) ? link.switch.ipv4 : link.switch.ipv6,
  sourcePort: 5060,
  destinationPort: 5060,
  payload,
});

const inIpv4 = (datagram: Datagram, identification: number): Ipv4 => ({
  source: datagram.source,
  destination: datagram.destination,
  protocol: protocols.udp,
  payload: udp(datagram),
  identification,
});

const inIpv6 = (datagram: Datagram): Ipv6 => ({
  source: datagram.source,
  destination: datagram.destination,
  nextHeader: protocols.udp,
  payload: udp(datagram),
});

function named<P>(forms: readonly Form<P>[], name: string): Form<P> {
  const form = forms.find((one) => one.name === name);
  if (form === undefined) throw new Error(`no form is called ${name}`);
  return form;
}
