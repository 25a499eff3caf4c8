import type { PortRange } from '../net/units.js';
import type { WeekWindow } from '../net/week.js';
import type { MeterId, SetId, TableId } from './ids.js';

export type Side = 'source' | 'destination';
export type Transport = 'udp' | 'tcp';

/** What a rule asks of a packet. Matches of a rule are tried in order; a meter is charged only if all before it hold. */
export type Match =
  /** The packet came in over, or leaves by, the loopback interface. */
  | { readonly kind: 'loopback' }
  | { readonly kind: 'transport'; readonly transport: Transport }
  | {
      readonly kind: 'ports';
      readonly transport: Transport;
      readonly side: Side;
      readonly ports: readonly PortRange[];
    }
  /** It came in by a device of this name; a `*` at the end stands for any rest. No name says what another does. */
  | { readonly kind: 'interface'; readonly names: readonly string[] }
  /** It comes in this part of the week, by the kernel's clock. */
  | ({ readonly kind: 'time' } & WeekWindow)
  /** The packet is for this host, not for one that it forwards to (`negate`: it is not). Before the kernel has chosen the way, by its table of routes. */
  | { readonly kind: 'local'; readonly negate?: true }
  /** It came in by the device to which the host would send what is for its source: nobody far away has forged it. Before conntrack. */
  | { readonly kind: 'way-back' }
  /** The address, or its /64 where a set of learned IPv6 sources is asked, is in the set. */
  | { readonly kind: 'address'; readonly side: Side; readonly set: SetId; readonly negate: boolean }
  /**
   * The payload of this one packet holds these bytes (ASCII) at this offset, compared exactly; `negate`: others, for a
   * text of four bytes at most. A packet that ends before them is neither.
   */
  | {
      readonly kind: 'payload';
      readonly transport: Transport;
      readonly offset: number;
      readonly text: string;
      readonly negate?: true;
      /** What a `tcp-header` match to the left has made sure of. Written by `legalize` only. */
      readonly header?: TcpHeader;
    }
  /** The segment carries data: TCP's own SYN, ACK and FIN do not. */
  | { readonly kind: 'data'; readonly header?: TcpHeader }
  /**
   * The segment carries nothing: what the packet has is a header of IP without options and one of TCP, of a length that is seen
   * in practice (`bareHeaders`). Whatever else it may be, a segment with data is never taken for one.
   */
  | { readonly kind: 'bare' }
  /** The segment asks for a connection: SYN without ACK, FIN and RST. */
  | { readonly kind: 'syn' }
  /** The segment acknowledges and goes on: ACK without SYN and RST. */
  | { readonly kind: 'ack' }
  /** The header of the TCP segment has this many bytes. Written by `legalize` only. */
  | { readonly kind: 'tcp-header'; readonly bytes: TcpHeader }
  /** RFC 5626 CRLF and double CRLF, an empty datagram, and STUN (RFC 5389: two zero bits, magic cookie at byte 4). UDP. */
  | { readonly kind: 'keepalive'; readonly form: KeepaliveForm }
  /**
   * The UDP datagram carries more payload than this many bytes, or its length is less than its header's. Over IPv6,
   * Linux takes a length of zero for "all there is" (RFC 2675, jumbograms) and delivers it.
   */
  | { readonly kind: 'larger'; readonly bytes: number }
  /** The whole IP packet has more than this many bytes. */
  | { readonly kind: 'longer'; readonly bytes: number }
  /** The text is somewhere in the packet, without regard to case; `negate`: it is nowhere. */
  | { readonly kind: 'contains'; readonly text: string; readonly negate?: true }
  /** The meter's bucket: `over` matches what it refuses, `within` what it lets pass, as the meter's `sense` says. */
  | { readonly kind: 'limit'; readonly meter: MeterId }
  /** More than the table's limit of connections are open from this source (or subnet), this one included. */
  | { readonly kind: 'connections'; readonly table: TableId }
  /** `reply`: of a flow that the other end began; an ICMP error is of the flow that it speaks of. */
  | { readonly kind: 'conntrack'; readonly states: readonly ConntrackState[]; readonly direction?: 'reply' }
  /** Conntrack has seen the whole handshake of the connection, or both sides of one that began before it. */
  | { readonly kind: 'assured' }
  /** IANA's number of what IP carries, behind IPv6 extension headers too. */
  | { readonly kind: 'protocol'; readonly number: number }
  /** The address is one of the link: fe80::/10, which no router forwards. IPv6 only. */
  | { readonly kind: 'link-local'; readonly side: Side }
  | { readonly kind: 'icmp'; readonly family: 'ipv4' | 'ipv6'; readonly types: readonly number[] }
  /** The packet carries this mark, `any` in its place, or `none`. Written by `legalize` only. */
  | { readonly kind: 'mark'; readonly mark: SearchMark | 'any' | 'none' }
  /** UDP or TCP behind IPv6 extension headers, where a backend reads at fixed offsets. Written by `legalize` only. */
  | { readonly kind: 'extension-headers'; readonly transport: Transport };

/**
 * What nftables and the chain that searches for it tell each other through two bits of the packet's mark: `wanted`,
 * search this one; `found`, a signature is in it.
 */
/** Bytes of a TCP header without options, and with the time stamps that Linux and nearly all others send. */
export const usualHeaders = [20, 32] as const;
/**
 * The same, each with up to four blocks of SACK (RFC 2018: 4 bytes, and 8 for each). A receiver who leaves a hole has such blocks in every
 * segment that is sent to him.
 */
export const sentHeaders = [...usualHeaders, 40, 44, 48, 52, 56, 60] as const;
export type TcpHeader = (typeof sentHeaders)[number];

/** Bytes: without options; with time stamps, or one SACK block; two SACK blocks; time stamps and one, two blocks (RFC 7323, 2018). */
export const bareHeaders = [20, 32, 40, 44, 52] as const;

export type SearchMark = 'wanted' | 'found' | 'unnamed';
export type KeepaliveForm = 'empty' | 'crlf' | 'double-crlf' | 'stun';
export type ConntrackState = 'established' | 'related' | 'new' | 'invalid' | 'untracked';
