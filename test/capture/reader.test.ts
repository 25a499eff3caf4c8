import fc from 'fast-check';
import { CaptureReader } from '../../src/capture/capture-reader.js';
import type { CaptureFault, Frame } from '../../src/capture/frame.js';
import { block, pcapngOf, pcapOf, sectionHeader, ticksOf, type Written } from './write-capture.js';

interface Read {
  readonly frames: readonly Frame[];
  readonly fault: CaptureFault | undefined;
}

/** Reads a file in pieces of these sizes, again and again. */
function readIn(file: Buffer, sizes: readonly number[] = [file.length]): Read {
  const frames: Frame[] = [];
  const reader = new CaptureReader((frame) => frames.push(frame));
  for (let at = 0, turn = 0; at < file.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    reader.push(Buffer.from(file.subarray(at, at + size)));
    at += size;
  }
  return { frames, fault: reader.end() };
}

const written = (ports: number): fc.Arbitrary<Written> =>
  fc.record({
    seconds: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
    port: fc.integer({ min: 0, max: ports - 1 }),
    bytes: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  });

const pieces = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 });

const plain = ({ frames }: Read) =>
  frames.map(({ seconds, nanoseconds, link, bytes, length }) => ({
    ...{ seconds, nanoseconds, link, length },
    bytes: bytes.toString('hex'),
  }));

describe('any packets, in any container, in pieces of any size, are read back the same', () => {
  test('pcap of both byte orders, micro- and nanoseconds', () => {
    fc.assert(
      fc.property(
        fc.array(written(1), { maxLength: 12 }),
        fc.record({
          little: fc.boolean(),
          nanoseconds: fc.boolean(),
          link: fc.integer({ min: 0, max: 300 }),
        }),
        pieces,
        (frames, shape, sizes) => {
          const read = readIn(pcapOf(frames, shape), sizes);
          expect(read.fault).toBeUndefined();
          expect(plain(read)).toEqual(
            frames.map(({ seconds, nanoseconds, bytes }) => ({
              seconds,
              nanoseconds: shape.nanoseconds ? nanoseconds : nanoseconds - (nanoseconds % 1_000),
              ...{ link: shape.link, length: bytes.length, bytes: bytes.toString('hex') },
            })),
          );
        },
      ),
    );
  });

  test('pcapng of several interfaces, each with a clock of its own', () => {
    const resolutions = fc.constantFrom(undefined, 6, 9, 3, 0, 12, 0x80 + 10, 0x80 + 30, 0x80 + 40);
    const interfaces = fc.array(
      fc.record({ link: fc.integer({ min: 0, max: 300 }), resolution: resolutions }),
      { minLength: 1, maxLength: 3 },
    );
    const cases = interfaces.chain((all) =>
      fc.record({
        frames: fc.array(written(all.length), { maxLength: 12 }),
        shape: fc.record({
          little: fc.boolean(),
          interfaces: fc.constant(all),
          packets: fc.constantFrom('enhanced' as const, 'old' as const),
          strangers: fc.boolean(),
        }),
      }),
    );
    fc.assert(
      fc.property(cases, pieces, ({ frames, shape }, sizes) => {
        // Picoseconds since 1970 end in 2028 where 64 bits hold them.
        const fits = frames.filter(
          ({ seconds, port }) =>
            BigInt(seconds + 1) * ticksOf(shape.interfaces[port]?.resolution) < 1n << 64n,
        );
        const read = readIn(pcapngOf(fits, shape), sizes);
        expect(read.fault).toBeUndefined();
        expect(plain(read)).toEqual(
          fits.map(({ seconds, nanoseconds, port, bytes }) => {
            const ticks = ticksOf(shape.interfaces[port]?.resolution);
            const kept = (BigInt(nanoseconds) * ticks) / 1_000_000_000n;
            return {
              seconds,
              nanoseconds: Number((kept * 1_000_000_000n) / ticks),
              link: shape.interfaces[port]?.link,
              length: bytes.length,
              bytes: bytes.toString('hex'),
            };
          }),
        );
      }),
    );
  });
});

describe('what else files have', () => {
  const one = (bytes: string): Written => ({
    seconds: 1,
    nanoseconds: 5_000,
    port: 0,
    bytes: Buffer.from(bytes),
  });
  const shape = { little: true, nanoseconds: false, link: 1 };

  test('simple packets of pcapng have no time, and end at the snap length', () => {
    const body = Buffer.alloc(12);
    body.writeUInt32LE(6, 0);
    body.write('abcdef', 4);
    const device = Buffer.from([1, 0, 0, 0, 4, 0, 0, 0]);
    const file = Buffer.concat([sectionHeader(true), block(true, 1, device), block(true, 3, body)]);
    const { frames, fault } = readIn(file, [7]);
    expect(fault).toBeUndefined();
    expect(frames).toMatchObject([{ seconds: undefined, length: 6, bytes: Buffer.from('abcd') }]);
  });

  test('if_tsoffset is added to each time', () => {
    const options = Buffer.from([14, 0, 8, 0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    const device = Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]), options]);
    const packet = Buffer.alloc(20);
    packet.writeUInt32LE(10_000_000, 8);
    const file = Buffer.concat([sectionHeader(true), block(true, 1, device), block(true, 6, packet)]);
    expect(readIn(file).frames).toMatchObject([{ seconds: 8, nanoseconds: 0 }]);
  });

  test('sections of both byte orders, one after the other', () => {
    const part = (little: boolean) =>
      pcapngOf([one('x')], {
        little,
        interfaces: [{ link: 1, resolution: 6 }],
        packets: 'enhanced',
        strangers: true,
      });
    expect(readIn(Buffer.concat([part(true), part(false)]), [11]).frames).toHaveLength(2);
  });

  test('files that were put together with cat', () => {
    const { frames, fault } = readIn(Buffer.concat([pcapOf([one('a')], shape), pcapOf([one('b')], shape)]));
    expect(fault).toBeUndefined();
    expect(frames.map(({ bytes }) => bytes.toString())).toEqual(['a', 'b']);
  });

  test.each([
    ['pcap', pcapOf([one('abcdef'), one('ghijkl')], shape)],
    [
      'pcapng',
      pcapngOf([one('abcdef'), one('ghijkl')], {
        little: false,
        interfaces: [{ link: 1, resolution: 9 }],
        packets: 'enhanced',
        strangers: false,
      }),
    ],
  ])('%s that ends early: all whole packets, and where it stops', (_, file) => {
    for (let length = 1; length < file.length; length++) {
      const { frames, fault } = readIn(file.subarray(0, length), [5]);
      const whole = frames.map(({ bytes }) => bytes.toString());
      expect(['abcdef', 'ghijkl'].slice(0, whole.length)).toEqual(whole);
      if (fault === undefined)
        expect(readIn(Buffer.concat([file.subarray(0, length)])).frames).toHaveLength(whole.length);
      else expect(['truncated', 'foreign']).toContain(fault.kind);
    }
    expect(readIn(file.subarray(0, file.length - 1)).fault?.kind).toBe('truncated');
  });

  test.each([
    ['', 'empty'],
    ['vosguard: 1\n', 'text'],
    ['\x28\xb5\x2f\xfd...', 'compressed with zstd'],
    ['\xfd7zXZ\x00', 'compressed with xz'],
    ['\x00\x01\x02\x03', undefined],
  ])('%j is no capture', (text, looks) => {
    expect(readIn(Buffer.from(text, 'latin1')).fault).toEqual({ kind: 'foreign', looks });
  });
});

describe('hostile files', () => {
  test('any bytes behind a right beginning end in a fault or in packets, and no length makes the reader keep them', () => {
    const beginnings = fc.constantFrom(
      pcapOf([], { little: true, nanoseconds: false, link: 1 }),
      pcapOf([], { little: false, nanoseconds: true, link: 113 }),
      sectionHeader(true),
      pcapngOf([], {
        little: false,
        interfaces: [{ link: 1, resolution: 9 }],
        packets: 'enhanced',
        strangers: false,
      }),
    );
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 400 }), pieces, (beginning, bytes, sizes) => {
        const { frames } = readIn(Buffer.concat([beginning, bytes]), sizes);
        for (const frame of frames) expect(frame.bytes.length).toBeLessThanOrEqual(400);
      }),
      { numRuns: 500 },
    );
  });

  test('a record that says it is longer than any packet is named by its place', () => {
    const file = pcapOf([{ seconds: 1, nanoseconds: 0, port: 0, bytes: Buffer.from('a') }], {
      little: true, nanoseconds: false, link: 1,
    }); // biome-ignore format: short
    file.writeUInt32LE(0x7fffffff, 24 + 8);
    expect(readIn(file).fault).toEqual({ kind: 'broken', offset: 24 });
  });

  test('a block of four gigabytes that nobody reads is skipped without being kept', () => {
    const huge = Buffer.alloc(8);
    huge.writeUInt32LE(0x0bad, 0);
    huge.writeUInt32LE(0xfffffffc, 4);
    const frames: Frame[] = [];
    const reader = new CaptureReader((frame) => frames.push(frame));
    reader.push(Buffer.concat([sectionHeader(true), huge]));
    const piece = Buffer.alloc(2 ** 20);
    for (let count = 0; count < 4_095; count++) reader.push(piece);
    expect(reader.fault).toBeUndefined();
    expect(reader.end()?.kind).toBe('truncated');
  });
});
