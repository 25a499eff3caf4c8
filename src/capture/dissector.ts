import { Fragments } from './fragments.js';
import type { Frame } from './frame.js';
import { behindWhole, type IpPacket, readIp } from './ip.js';
import { CUT, type Link, linkOf, NOT_IP } from './link.js';
import { Repeats } from './repeats.js';
import { type Losses, noLosses, type PacketSink, type SeenPacket } from './seen-packet.js';
import { Timeline } from './timeline.js';

const TCP = 6;
const UDP = 17;
const icmp: ReadonlySet<number> = new Set([1, 58]);

const UDP_HEADER = 8;
const TCP_HEADER = 20;

/**
 * Makes IP packets of frames, as the rules of the host that captured met them: fragments are put together, and come with the last
 * of them. What can be made nothing of is counted. The memory that it takes is bounded, whatever the frames hold.
 */
export class Dissector {
  readonly losses: Losses = noLosses();
  readonly timeline: Timeline = new Timeline(this.losses);
  readonly #fragments = new Fragments(this.losses);
  readonly #repeats = new Repeats();
  /** Links that were met, by their number. */
  readonly links = new Set<number>();

  constructor(readonly sink: PacketSink) {}

  frame(frame: Frame): void {
    const { losses } = this;
    losses.frames += 1;
    const at = this.timeline.at(frame);
    this.links.add(frame.link);
    const link = linkOf(frame.link);
    if (link === undefined) {
      losses.foreignLinks.set(frame.link, (losses.foreignLinks.get(frame.link) ?? 0) + 1);
      return;
    }
    const offset = link.ip(frame.bytes);
    if (offset === NOT_IP) losses.notIp += 1;
    else if (offset === CUT) losses.cutHeaders += 1;
    else this.#ip(frame, link, offset, at);
  }

  /** Behind the last frame. */
  end(): void {
    this.#fragments.end();
  }

  #ip(frame: Frame, link: Link, offset: number, at: number): void {
    const { bytes, length } = frame;
    const ip = readIp(bytes, offset, Math.max(length, bytes.length));
    if (typeof ip === 'string') {
      this.losses[ip === 'cut' ? 'cutHeaders' : 'malformed'] += 1;
      return;
    }
    const sent = link.sent?.(bytes);
    const whole = ip.fragment === undefined ? ip : this.#together(ip, at);
    if (whole === undefined) return;
    const packet = this.#transport(whole, at, sent);
    if (packet === undefined) return;
    const device = (link.device?.(bytes) ?? 0) * 65_536 + frame.port;
    if (this.#repeats.isRepeat(packet, device)) this.losses.twice += 1;
    else this.sink(packet);
  }

  #together(ip: IpPacket, at: number): IpPacket | undefined {
    const { fragment, bytes, size } = ip;
    if (fragment === undefined) return ip;
    if (bytes.length < size) {
      this.losses.cutHeaders += 1;
      return undefined;
    }
    const whole = this.#fragments.add({ ...fragment, at, bytes });
    if (whole === undefined) return undefined;
    if (ip.source.family === 'ipv4') return { ...ip, bytes: whole, size: whole.length, fragment: undefined };
    const behind = behindWhole(whole, ip.protocol);
    if (typeof behind === 'string') {
      this.losses.malformed += 1;
      return undefined;
    }
    const rest = whole.subarray(behind.at);
    // The kernel takes the header of fragments out of what it has put together.
    const headers = ip.headers - UDP_HEADER + behind.at;
    const extensionHeaders = ip.extensionHeaders || behind.extensionHeaders;
    return {
      ...ip,
      ...{ bytes: rest, size: rest.length, headers, extensionHeaders },
      protocol: behind.protocol,
    };
  }

  #transport(ip: IpPacket, at: number, sent: boolean | undefined): SeenPacket | undefined {
    const { protocol, bytes, size } = ip;
    const isPorted = protocol === UDP || protocol === TCP;
    const least = protocol === UDP ? UDP_HEADER : protocol === TCP ? TCP_HEADER : icmp.has(protocol) ? 1 : 0;
    if (size < least) return this.#lost('malformed');
    if (bytes.length < least) return this.#lost('cutHeaders');
    const header = protocol === UDP ? UDP_HEADER : protocol === TCP ? 4 * ((bytes[12] ?? 0) >> 4) : 0;
    if (header < least && protocol === TCP) return this.#lost('malformed');
    if (header > size) return this.#lost('malformed');
    const captured = Math.max(0, bytes.length - header);
    if (bytes.length < size) this.losses.cut += 1;
    return {
      at,
      source: ip.source,
      destination: ip.destination,
      protocol: protocol === UDP ? 'udp' : protocol === TCP ? 'tcp' : icmp.has(protocol) ? 'icmp' : 'other',
      number: protocol,
      sourcePort: isPorted ? bytes.readUInt16BE(0) : 0,
      destinationPort: isPorted ? bytes.readUInt16BE(2) : 0,
      payload: bytes.length < size ? filled(bytes.subarray(header), size - header) : bytes.subarray(header),
      captured,
      length: ip.headers + size,
      udpLength: protocol === UDP ? bytes.readUInt16BE(4) : 0,
      header: protocol === TCP ? header : 0,
      flags: protocol === TCP ? (bytes[13] ?? 0) : 0,
      type: icmp.has(protocol) ? (bytes[0] ?? 0) : 0,
      extensionHeaders: ip.extensionHeaders,
      sent,
    };
  }

  #lost(what: 'malformed' | 'cutHeaders'): undefined {
    this.losses[what] += 1;
    return undefined;
  }
}

/** Rules look at lengths too, so a payload that was cut has the length that it had. */
function filled(bytes: Buffer, size: number): Buffer {
  const whole = Buffer.alloc(size);
  bytes.copy(whole);
  return whole;
}
