/** What a capture file holds of one packet, as it was on the wire or in the kernel of the host that captured. */
export interface Frame {
  /** Whole seconds since 1970, UTC; `undefined` where the file says no time (simple packets of pcapng). */
  readonly seconds: number | undefined;
  readonly nanoseconds: number;
  /** The number of the link type (LINKTYPE_ of tcpdump.org). */
  readonly link: number;
  /** Of the file's interfaces, from 0. */
  readonly port: number;
  /** What was kept. A view of the bytes that were read: never changed, and good as long as somebody holds it. */
  readonly bytes: Buffer;
  /** How long it was before the snap length cut it. */
  readonly length: number;
}

export type FrameSink = (frame: Frame) => void;

/** Why a file is not read to its end. `offset`: bytes from its beginning. */
export type CaptureFault =
  /** It is no capture; what its first bytes look like, where that is known. */
  | { readonly kind: 'foreign'; readonly looks: string | undefined }
  /** It ends in the middle of a record: the disk was full, or the program that wrote was ended. */
  | { readonly kind: 'truncated'; readonly offset: number }
  /** A record that cannot be one. */
  | { readonly kind: 'broken'; readonly offset: number };

/** More than any link hands over at once; tcpdump's own bound is 262,144. */
export const MOST_CAPTURED = 2 ** 20;

/** Reads numbers in the byte order of the machine that wrote the file. */
export interface Order {
  readonly u16: (bytes: Buffer, offset: number) => number;
  readonly u32: (bytes: Buffer, offset: number) => number;
}

export const littleEndian: Order = {
  u16: (bytes, offset) => bytes.readUInt16LE(offset),
  u32: (bytes, offset) => bytes.readUInt32LE(offset),
};

export const bigEndian: Order = {
  u16: (bytes, offset) => bytes.readUInt16BE(offset),
  u32: (bytes, offset) => bytes.readUInt32BE(offset),
};

/** What a format makes of the bytes that are there. */
export type Step =
  /** So many bytes have been read. */
  | { readonly kind: 'read'; readonly bytes: number }
  /** So many bytes from here on are of no interest; they need not be there yet. */
  | { readonly kind: 'skip'; readonly bytes: number }
  /** So many must be there before anything can be said. */
  | { readonly kind: 'wait'; readonly bytes: number }
  | { readonly kind: 'broken' };

/** A file format, behind its first bytes: what stands at the offset. */
export interface Format {
  readonly step: (bytes: Buffer, offset: number) => Step;
}
