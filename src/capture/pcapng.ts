import {
  bigEndian,
  type Format,
  type FrameSink,
  littleEndian,
  MOST_CAPTURED,
  type Order,
  type Step,
} from './frame.js';
import { microseconds, type Resolution, resolutionOf, timeOf } from './ticks.js';

/** Types of blocks (draft-ietf-opsawg-pcapng); others say nothing about packets. */
const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const BYTE_ORDER = 0x1a2b3c4d;

/** The least that a block has: type, length, and the length again. */
const LEAST = 12;
const MOST_BLOCK = MOST_CAPTURED + 2 ** 16;
/** A capture of many devices has hundreds. */
const MOST_INTERFACES = 65_536;

interface Interface {
  readonly link: number;
  readonly snap: number;
  readonly resolution: Resolution;
  /** Seconds that are added to each time. */
  readonly plus: number;
}

export const beginsPcapng = (bytes: Buffer, offset: number): boolean =>
  bytes.readUInt32BE(offset) === SECTION;

/** A file of pcapng, of one or several sections, each in the byte order that it says. */
export const pcapngFormat = (sink: FrameSink): Format => new PcapngFormat(sink);

class PcapngFormat implements Format {
  readonly #interfaces: Interface[] = [];
  #order: Order = littleEndian;

  constructor(readonly sink: FrameSink) {}

  step(bytes: Buffer, offset: number): Step {
    const room = bytes.length - offset;
    if (room < 8) return { kind: 'wait', bytes: 8 };
    if (beginsPcapng(bytes, offset)) {
      const stop = this.#section(bytes, offset);
      if (stop !== undefined) return stop;
    }
    const type = this.#order.u32(bytes, offset);
    const length = this.#order.u32(bytes, offset + 4);
    if (length < LEAST || length % 4 !== 0) return { kind: 'broken' };
    if (!told.has(type)) return { kind: 'skip', bytes: length };
    if (length > MOST_BLOCK) return { kind: 'broken' };
    if (room < length) return { kind: 'wait', bytes: length };
    const end = offset + length - 4;
    if (this.#order.u32(bytes, end) !== length) return { kind: 'broken' };
    return this.#block(bytes, type, offset + 8, end) ? { kind: 'read', bytes: length } : { kind: 'broken' };
  }

  #section(bytes: Buffer, offset: number): Step | undefined {
    if (bytes.length - offset < LEAST) return { kind: 'wait', bytes: LEAST };
    const found = [littleEndian, bigEndian].find((one) => one.u32(bytes, offset + 8) === BYTE_ORDER);
    if (found === undefined) return { kind: 'broken' };
    this.#order = found;
    this.#interfaces.length = 0;
    return undefined;
  }

  #block(bytes: Buffer, type: number, body: number, end: number): boolean {
    switch (type) {
      case INTERFACE:
        return this.#interface(bytes, body, end);
      case ENHANCED_PACKET:
      case OLD_PACKET:
        return this.#packet(bytes, type, body, end);
      case SIMPLE_PACKET:
        return this.#simplePacket(bytes, body, end);
    }
    return true;
  }

  #interface(bytes: Buffer, body: number, end: number): boolean {
    if (end - body < 8 || this.#interfaces.length >= MOST_INTERFACES) return false;
    const link = this.#order.u16(bytes, body);
    const snap = this.#order.u32(bytes, body + 4);
    this.#interfaces.push({ link, snap, ...timesOf(bytes, body + 8, end, this.#order) });
    return true;
  }

  #packet(bytes: Buffer, type: number, body: number, end: number): boolean {
    if (end - body < 20) return false;
    const order = this.#order;
    const port = type === ENHANCED_PACKET ? order.u32(bytes, body) : order.u16(bytes, body);
    const from = this.#interfaces[port];
    const captured = order.u32(bytes, body + 12);
    if (from === undefined || captured > end - body - 20) return false;
    const time = timeOf(from.resolution, order.u32(bytes, body + 4), order.u32(bytes, body + 8));
    this.sink({
      seconds: time.seconds + from.plus,
      nanoseconds: time.nanoseconds,
      link: from.link,
      port,
      bytes: bytes.subarray(body + 20, body + 20 + captured),
      length: order.u32(bytes, body + 16),
    });
    return true;
  }

  /** It has no time and no captured length: what there is goes up to the snap length, or to the end of the block. */
  #simplePacket(bytes: Buffer, body: number, end: number): boolean {
    const [from] = this.#interfaces;
    if (from === undefined || end - body < 4) return false;
    const length = this.#order.u32(bytes, body);
    const most = from.snap === 0 ? length : Math.min(length, from.snap);
    const captured = Math.min(most, end - body - 4);
    const kept = bytes.subarray(body + 4, body + 4 + captured);
    this.sink({ seconds: undefined, nanoseconds: 0, link: from.link, port: 0, bytes: kept, length });
    return true;
  }
}

const told: ReadonlySet<number> = new Set([INTERFACE, OLD_PACKET, SIMPLE_PACKET, ENHANCED_PACKET]);

const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** The options of an interface that say how its times are counted. */
function timesOf(bytes: Buffer, from: number, end: number, order: Order): Omit<Interface, 'link' | 'snap'> {
  let resolution = microseconds;
  let plus = 0;
  for (let at = from; at + 4 <= end; ) {
    const code = order.u16(bytes, at);
    const length = order.u16(bytes, at + 2);
    if (code === 0 || at + 4 + length > end) break;
    if (code === IF_TSRESOL && length === 1) resolution = resolutionOf(bytes[at + 4] ?? 6);
    if (code === IF_TSOFFSET && length === 8) {
      const [high, low] =
        order === littleEndian
          ? [bytes.readInt32LE(at + 8), bytes.readUInt32LE(at + 4)]
          : [bytes.readInt32BE(at + 4), bytes.readUInt32BE(at + 8)];
      plus = high * 2 ** 32 + low;
    }
    at += 4 + 4 * Math.ceil(length / 4);
  }
  return { resolution, plus };
}
