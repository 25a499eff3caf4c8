import type { Address } from '../net/address.js';

/** One IP packet of a capture, put together where it came in fragments. */
export interface SeenPacket {
  /** Milliseconds since the first whole second of the capture, to the nanosecond; never less than that of the packet before. */
  readonly at: number;
  readonly source: Address;
  /** Of the same family. */
  readonly destination: Address;
  readonly protocol: 'udp' | 'tcp' | 'icmp' | 'other';
  /** IANA's number of the protocol. */
  readonly number: number;
  /** 0 where the protocol has no ports. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Behind the transport header. Where the snap length has cut it, zeros stand in for what is missing. */
  readonly payload: Buffer;
  /** How many bytes of the payload were captured. */
  readonly captured: number;
  /** Bytes of the whole IP packet. */
  readonly length: number;
  /** What the UDP header says; 0 for other protocols. */
  readonly udpLength: number;
  /** Bytes of the TCP header; 0 for other protocols. */
  readonly header: number;
  /** The byte of flags of a TCP header; 0 for other protocols. */
  readonly flags: number;
  /** ICMP's type; 0 for other protocols. */
  readonly type: number;
  readonly extensionHeaders: boolean;
  /** Whether the host that captured has sent it; `undefined` where the link does not tell. */
  readonly sent: boolean | undefined;
}

export type PacketSink = (packet: SeenPacket) => void;

/** What a reader could make nothing of, or had to mend. Packets, where nothing else is said. */
export interface Losses {
  /** Frames in all. */
  frames: number;
  /** ARP and the like. */
  notIp: number;
  /** By the number of a link type that is not read. */
  readonly foreignLinks: Map<number, number>;
  /** Cut by the snap length before the ports. */
  cutHeaders: number;
  /** Cut by the snap length behind them. */
  cut: number;
  /** Not as their own headers say. */
  malformed: number;
  /** Fragments that never became whole. */
  fragments: number;
  /** Packets that came in fragments and are whole. */
  reassembled: number;
  /** The same packet, seen at another device of the host within ten milliseconds. */
  twice: number;
  /** Times before that of the packet before. */
  outOfOrder: number;
  /** Steps of the clock by more than a second, backwards. */
  steps: number;
  /** Without a time of their own. */
  timeless: number;
}

export const noLosses = (): Losses => ({
  ...{ frames: 0, notIp: 0, cutHeaders: 0, cut: 0, malformed: 0, fragments: 0, reassembled: 0, twice: 0 },
  ...{ outOfOrder: 0, steps: 0, timeless: 0 },
  foreignLinks: new Map(),
});
