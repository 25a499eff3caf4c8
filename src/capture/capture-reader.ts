import type { CaptureFault, Format, FrameSink } from './frame.js';
import { pcapFormat, pcapKindAt } from './pcap.js';
import { beginsPcapng, pcapngFormat } from './pcapng.js';

const none = Buffer.alloc(0);
const MAGIC = 4;

/**
 * Reads a capture of either format, piece by piece, and hands on each packet as soon as it is whole. What is kept between two
 * pieces is less than one record, whatever a file says of its lengths. Behind a fault nothing more is read.
 */
export class CaptureReader {
  #format: Format | undefined;
  #rest: Buffer = none;
  /** Bytes to come that nobody reads. */
  #skip = 0;
  /** Bytes that must be there before the format is asked again. */
  #wanted = MAGIC;
  /** Bytes of the file before `#rest`. */
  #before = 0;
  #fault: CaptureFault | undefined;

  constructor(readonly sink: FrameSink) {}

  /** @param bytes Never changed by anybody from now on. */
  push(bytes: Buffer): void {
    if (this.#fault !== undefined) return;
    const skipped = Math.min(this.#skip, bytes.length);
    this.#skip -= skipped;
    this.#before += skipped;
    const more = skipped === 0 ? bytes : bytes.subarray(skipped);
    if (more.length === 0) return;
    this.#rest = this.#rest.length === 0 ? more : Buffer.concat([this.#rest, more]);
    if (this.#rest.length >= this.#wanted) this.#read();
  }

  /** Behind the last piece. `undefined`: the file was whole. An empty file is no capture. */
  end(): CaptureFault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    if (this.#format === undefined)
      return { kind: 'foreign', looks: this.#before + this.#rest.length === 0 ? 'empty' : undefined };
    if (this.#rest.length > 0 || this.#skip > 0 || this.#isBare)
      return { kind: 'truncated', offset: this.#before };
    return undefined;
  }

  /** Not even the file's own header was there. */
  get #isBare(): boolean {
    return this.#before === 0;
  }

  get fault(): CaptureFault | undefined {
    return this.#fault;
  }

  #read(): void {
    const bytes = this.#rest;
    this.#format ??= formatOf(bytes, this.sink);
    const format = this.#format;
    if (format === undefined) {
      this.#fault = { kind: 'foreign', looks: looksOf(bytes) };
      return;
    }
    let offset = 0;
    for (;;) {
      const step = format.step(bytes, offset);
      if (step.kind === 'wait') {
        this.#wanted = step.bytes;
        break;
      }
      if (step.kind === 'broken') {
        this.#fault = { kind: 'broken', offset: this.#before + offset };
        break;
      }
      const there = Math.min(step.bytes, bytes.length - offset);
      this.#skip = step.bytes - there;
      offset += there;
      if (offset === bytes.length) {
        this.#wanted = 1;
        break;
      }
    }
    this.#before += offset;
    this.#rest = this.#fault === undefined && offset < bytes.length ? bytes.subarray(offset) : none;
  }
}

function formatOf(bytes: Buffer, sink: FrameSink): Format | undefined {
  if (beginsPcapng(bytes, 0)) return pcapngFormat(sink);
  const kind = pcapKindAt(bytes, 0);
  return kind && pcapFormat(kind, sink);
}

/** First bytes of what operators name by mistake. */
const others: readonly (readonly [hex: string, what: string])[] = [
  ['1f8b', 'gzip within gzip'],
  ['28b52ffd', 'compressed with zstd'],
  ['fd377a58', 'compressed with xz'],
  ['425a68', 'compressed with bzip2'],
  ['04224d18', 'compressed with lz4'],
  ['504b0304', 'a zip archive'],
  ['7f454c46', 'a program'],
  ['736e6f6f', "Sun's snoop format"],
  ['52545353', "Microsoft's old Network Monitor format"],
  ['474d4255', "Microsoft's Network Monitor format"],
];

function looksOf(bytes: Buffer): string | undefined {
  const begin = bytes.subarray(0, MAGIC).toString('hex');
  const found = others.find(([hex]) => begin.startsWith(hex));
  if (found !== undefined) return found[1];
  return [...bytes.subarray(0, 64)].every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13))
    ? 'text'
    : undefined;
}
