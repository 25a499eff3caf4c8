import { bigEndian, type Format, type FrameSink, littleEndian, MOST_CAPTURED, type Order } from './frame.js';

/**
 * The classic format of libpcap (draft-ietf-opsawg-pcap), in either byte order, with micro- or nanoseconds, and with the longer
 * records that a patch of Linux 2.2 had (magic 0xa1b2cd34).
 *
 * Roads not taken: of the packages on npm, `pcap-parser` 0.2.1 reads neither nanoseconds nor pcapng, `pcap-ng-parser` 1.0.0 reads
 * pcapng alone and copies each packet; neither bounds what a hostile length makes it keep. `pcap` and `cap` are bindings to
 * libpcap, which the user would have to compile.
 */
export interface PcapKind {
  readonly order: Order;
  /** Nanoseconds in one of the fractions of a second that records count. */
  readonly fraction: 1 | 1_000;
  readonly recordHeader: 16 | 24;
}

const FILE_HEADER = 24;
const magics: readonly (readonly [magic: number, kind: Omit<PcapKind, 'order'>])[] = [
  [0xa1b2c3d4, { fraction: 1_000, recordHeader: 16 }],
  [0xa1b23c4d, { fraction: 1, recordHeader: 16 }],
  [0xa1b2cd34, { fraction: 1_000, recordHeader: 24 }],
];

/** What the four bytes at the offset begin; `undefined` where they begin no such file. */
export function pcapKindAt(bytes: Buffer, offset: number): PcapKind | undefined {
  for (const order of [littleEndian, bigEndian]) {
    const said = order.u32(bytes, offset);
    const found = magics.find(([magic]) => magic === said);
    if (found !== undefined) return { ...found[1], order };
  }
  return undefined;
}

/** The upper bits of the field say whether frames end with a checksum. */
const LINK_BITS = 0x03ffffff;
const VERSION_MAJOR = 2;

export function pcapFormat(kind: PcapKind, sink: FrameSink): Format {
  const { order, fraction, recordHeader } = kind;
  let link: number | undefined;
  const fileHeader = (bytes: Buffer, offset: number) => {
    if (order.u16(bytes, offset + 4) !== VERSION_MAJOR) return { kind: 'broken' } as const;
    link = order.u32(bytes, offset + 20) & LINK_BITS;
    return { kind: 'read', bytes: FILE_HEADER } as const;
  };
  return {
    step: (bytes, offset) => {
      const room = bytes.length - offset;
      if (link === undefined)
        return room < FILE_HEADER ? { kind: 'wait', bytes: FILE_HEADER } : fileHeader(bytes, offset);
      if (room < recordHeader) return { kind: 'wait', bytes: recordHeader };
      const captured = order.u32(bytes, offset + 8);
      const part = order.u32(bytes, offset + 4);
      if (isFileHeader(bytes, offset, kind)) {
        // Files that somebody has put together with cat.
        return room < FILE_HEADER ? { kind: 'wait', bytes: FILE_HEADER } : fileHeader(bytes, offset);
      }
      if (captured > MOST_CAPTURED || part * fraction >= 1e9) return { kind: 'broken' };
      const whole = recordHeader + captured;
      if (room < whole) return { kind: 'wait', bytes: whole };
      sink({
        seconds: order.u32(bytes, offset),
        nanoseconds: part * fraction,
        link,
        port: 0,
        bytes: bytes.subarray(offset + recordHeader, offset + whole),
        length: order.u32(bytes, offset + 12),
      });
      return { kind: 'read', bytes: whole };
    },
  };
}

/** As a record it would be an empty packet of 2055. */
function isFileHeader(bytes: Buffer, offset: number, { order, fraction, recordHeader }: PcapKind): boolean {
  if (order.u32(bytes, offset + 8) !== 0) return false;
  const kind = pcapKindAt(bytes, offset);
  return (
    kind?.order === order &&
    kind.fraction === fraction &&
    kind.recordHeader === recordHeader &&
    order.u16(bytes, offset + 4) === VERSION_MAJOR &&
    order.u32(bytes, offset + 12) === 0
  );
}
