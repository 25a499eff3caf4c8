/** What lies before the IP header of a frame, by its link type (tcpdump.org/linktypes.html). */
export interface Link {
  readonly name: string;
  /** Where the IP header begins; `-1`: it is not IP, `-2`: the frame is cut before that is known. */
  readonly ip: (frame: Buffer) => number;
  /** Whether the host that captured has sent the frame; `undefined` where the link does not tell. */
  readonly sent?: (frame: Buffer) => boolean;
  /** The device of the host that captured, where the link tells. */
  readonly device?: (frame: Buffer) => number;
}

export const NOT_IP = -1;
export const CUT = -2;

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const PPPOE = 0x8864;
/** IEEE 802.1Q and 802.1ad, and what came before them. */
const tags: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const PPP_IPV4 = 0x0021;
const PPP_IPV6 = 0x0057;
const PPPOE_HEADER = 6;

/** Nobody nests more than two, and a frame of 64 KiB could hold sixteen thousand. */
const MOST_TAGS = 8;

/** From the field of the protocol on: over tags of VLANs, of which there may be several, and PPP. */
function behindType(frame: Buffer, at: number, begin: number): number {
  for (let tag = 0; tag <= MOST_TAGS; tag++) {
    const field = tag === 0 ? at : begin + 4 * tag - 2;
    if (frame.length < field + 2) return CUT;
    const type = frame.readUInt16BE(field);
    const behind = begin + 4 * tag;
    if (type === IPV4 || type === IPV6) return behind;
    if (type === PPPOE) return behindPppoe(frame, behind);
    if (!tags.has(type)) return NOT_IP;
  }
  return NOT_IP;
}

function behindPppoe(frame: Buffer, begin: number): number {
  if (frame.length < begin + PPPOE_HEADER + 2) return CUT;
  const protocol = frame.readUInt16BE(begin + PPPOE_HEADER);
  return protocol === PPP_IPV4 || protocol === PPP_IPV6 ? begin + PPPOE_HEADER + 2 : NOT_IP;
}

const raw: Link = { name: 'raw IP', ip: () => 0 };
/** Four bytes of the protocol's family, whose numbers differ by system; the IP header tells its own version. */
const loopback: Link = { name: 'loopback', ip: (frame) => (frame.length < 4 ? CUT : 4) };

/** Of PACKET_OUTGOING, see packet(7). */
const OUTGOING = 4;

const links: ReadonlyMap<number, Link> = new Map<number, Link>([
  [0, loopback],
  [108, loopback],
  [1, { name: 'Ethernet', ip: (frame) => behindType(frame, 12, 14) }],
  [12, raw],
  [14, raw],
  [101, raw],
  [228, raw],
  [229, raw],
  [
    113,
    {
      name: 'Linux cooked',
      ip: (frame) => behindType(frame, 14, 16),
      sent: (frame) => frame.length >= 2 && frame.readUInt16BE(0) === OUTGOING,
    },
  ],
  [
    276,
    {
      name: 'Linux cooked, version 2',
      ip: cookedIp,
      sent: (frame) => frame.length >= 11 && frame[10] === OUTGOING,
      device: (frame) => (frame.length < 8 ? 0 : frame.readUInt32BE(4)),
    },
  ],
]);

/** Its field of the protocol is the first; tags stand behind the header. */
function cookedIp(frame: Buffer): number {
  if (frame.length < 20) return CUT;
  const type = frame.readUInt16BE(0);
  if (type === IPV4 || type === IPV6) return 20;
  return tags.has(type) ? behindType(frame, 22, 24) : NOT_IP;
}

/** `undefined`: a link type that is not read, such as that of a radio. */
export const linkOf = (type: number): Link | undefined => links.get(type);
