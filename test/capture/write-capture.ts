/** A frame to be written: when, on which of the file's interfaces, and its bytes. */
export interface Written {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly port: number;
  readonly bytes: Buffer;
  /** Before the snap length; as many as there are bytes where nothing is said. */
  readonly length?: number;
}

export interface PcapShape {
  readonly little: boolean;
  readonly nanoseconds: boolean;
  readonly link: number;
}

const number = (little: boolean, size: 2 | 4, value: number): Buffer => {
  const bytes = Buffer.alloc(size);
  if (little) bytes.writeUIntLE(value, 0, size);
  else bytes.writeUIntBE(value, 0, size);
  return bytes;
};

export function pcapOf(frames: readonly Written[], { little, nanoseconds, link }: PcapShape): Buffer {
  const u32 = (value: number) => number(little, 4, value);
  const u16 = (value: number) => number(little, 2, value);
  const magic = u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  const head = Buffer.concat([magic, u16(2), u16(4), u32(0), u32(0), u32(262_144), u32(link)]);
  const records = frames.map(({ seconds, nanoseconds: part, bytes, length = bytes.length }) =>
    Buffer.concat([
      u32(seconds),
      u32(nanoseconds ? part : Math.floor(part / 1_000)),
      u32(bytes.length),
      u32(length),
      bytes,
    ]),
  );
  return Buffer.concat([head, ...records]);
}

export interface PcapngShape {
  readonly little: boolean;
  /** For each interface: its link type, and the byte of `if_tsresol`. */
  readonly interfaces: readonly { readonly link: number; readonly resolution: number | undefined }[];
  /** `old`: the obsolete packet block. */
  readonly packets: 'enhanced' | 'old';
  /** A block of a kind that nobody reads behind each packet. */
  readonly strangers: boolean;
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

export function block(little: boolean, type: number, body: Buffer): Buffer {
  const length = number(little, 4, 12 + padded(body).length);
  return Buffer.concat([number(little, 4, type), length, padded(body), length]);
}

export const sectionHeader = (little: boolean): Buffer =>
  block(
    little,
    0x0a0d0d0a,
    Buffer.concat([
      number(little, 4, 0x1a2b3c4d),
      number(little, 2, 1),
      number(little, 2, 0),
      Buffer.alloc(8, 0xff),
    ]),
  );

export const ticksOf = (resolution: number | undefined): bigint => {
  const byte = resolution ?? 6;
  return (byte & 0x80) === 0 ? 10n ** BigInt(byte) : 1n << BigInt(byte & 0x7f);
};

export function pcapngOf(frames: readonly Written[], shape: PcapngShape): Buffer {
  const { little, interfaces, packets, strangers } = shape;
  const u32 = (value: number) => number(little, 4, value);
  const u16 = (value: number) => number(little, 2, value);
  const described = interfaces.map(({ link, resolution }) => {
    const option =
      resolution === undefined ? [] : [u16(9), u16(1), Buffer.from([resolution, 0, 0, 0]), u16(0), u16(0)];
    return block(little, 1, Buffer.concat([u16(link), u16(0), u32(0), ...option]));
  });
  const records = frames.flatMap(({ seconds, nanoseconds, port, bytes, length = bytes.length }) => {
    const ticks = ticksOf(interfaces[port]?.resolution);
    const time = BigInt(seconds) * ticks + (BigInt(nanoseconds) * ticks) / 1_000_000_000n;
    const halves = [u32(Number(time >> 32n)), u32(Number(time & 0xffffffffn))];
    const from = packets === 'enhanced' ? [u32(port)] : [u16(port), u16(0)];
    const body = Buffer.concat([...from, ...halves, u32(bytes.length), u32(length), bytes]);
    const packet = block(little, packets === 'enhanced' ? 6 : 2, body);
    return strangers ? [packet, block(little, 0x0bad, Buffer.from('nobody reads this'))] : [packet];
  });
  return Buffer.concat([sectionHeader(little), ...described, ...records]);
}

/** The bytes of a link's header in front of an IP packet. */
export const linkHeaders: Readonly<
  Record<
    'ethernet' | 'vlan' | 'qinq' | 'cooked' | 'cooked2' | 'raw' | 'null',
    readonly [number, (ip: Buffer, sent: boolean, device?: number) => Buffer]
  >
> = {
  ethernet: [1, (ip) => Buffer.concat([Buffer.alloc(12, 2), etherType(ip)])],
  vlan: [1, (ip) => Buffer.concat([Buffer.alloc(12, 2), Buffer.from([0x81, 0, 0, 7]), etherType(ip)])],
  qinq: [
    1,
    (ip) =>
      Buffer.concat([Buffer.alloc(12, 2), Buffer.from([0x88, 0xa8, 0, 7, 0x81, 0, 0, 9]), etherType(ip)]),
  ],
  cooked: [
    113,
    (ip, sent) => Buffer.concat([Buffer.from([0, sent ? 4 : 0, 0, 1, 0, 6]), Buffer.alloc(8), etherType(ip)]),
  ],
  cooked2: [
    276,
    (ip, sent, device = 3) =>
      Buffer.concat([
        etherType(ip),
        Buffer.from([0, 0, 0, 0, 0, device, 0, 1, sent ? 4 : 0, 6]),
        Buffer.alloc(8),
      ]),
  ],
  raw: [101, () => Buffer.alloc(0)],
  null: [0, (ip) => Buffer.from([isIpv6(ip) ? 30 : 2, 0, 0, 0])],
};

const isIpv6 = (ip: Buffer): boolean => (ip[0] ?? 0) >> 4 === 6;
const etherType = (ip: Buffer): Buffer => Buffer.from(isIpv6(ip) ? [0x86, 0xdd] : [0x08, 0x00]);
