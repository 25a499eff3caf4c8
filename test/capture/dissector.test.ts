import fc from 'fast-check';
import { Dissector } from '../../src/capture/dissector.js';
import type { SeenPacket } from '../../src/capture/seen-packet.js';
import { addressText } from '../../src/net/address.js';
import { fragmentsOf } from '../packets/fragments.js';
import { ipv4Packet } from '../packets/ipv4.js';
import { ipv6Packet, withOptions } from '../packets/ipv6.js';
import { tcpSegment } from '../packets/tcp-segment.js';
import { protocols, udp } from '../packets/udp.js';
import { linkHeaders } from './write-capture.js';

interface Framed {
  readonly bytes: Buffer;
  readonly link?: number;
  readonly at?: number;
  readonly length?: number;
  readonly port?: number;
}

function dissect(frames: readonly Framed[]) {
  const packets: SeenPacket[] = [];
  const dissector = new Dissector((packet) => packets.push(packet));
  for (const { bytes, link = 101, at = 0, length = bytes.length, port = 0 } of frames)
    dissector.frame({
      seconds: 100 + Math.floor(at / 1_000),
      nanoseconds: (at % 1_000) * 1e6,
      link,
      port,
      bytes,
      length,
    });
  dissector.end();
  return { packets, losses: dissector.losses };
}

const ends = {
  ipv4: { source: '192.0.2.7', destination: '203.0.113.1' },
  ipv6: { source: '2001:db8:7::9', destination: '2001:db8::1' },
} as const;
type Family = keyof typeof ends;
const families = ['ipv4', 'ipv6'] as const;

function datagram(family: Family, payload: string | Uint8Array) {
  return { ...ends[family], sourcePort: 5062, destinationPort: 5060, payload };
}

function udpPacket(family: Family, payload: string | Uint8Array): Buffer {
  const bytes = udp(datagram(family, payload));
  return family === 'ipv4'
    ? ipv4Packet({ ...ends.ipv4, protocol: protocols.udp, payload: bytes })
    : ipv6Packet({ ...ends.ipv6, nextHeader: protocols.udp, payload: bytes });
}

describe.each(families)('%s', (family) => {
  test.each(Object.entries(linkHeaders))('behind the header of %s', (_, [link, header]) => {
    const ip = udpPacket(family, 'REGISTER sip:x SIP/2.0\r\n\r\n');
    const { packets, losses } = dissect([{ bytes: Buffer.concat([header(ip, false), ip]), link }]);
    expect(packets).toHaveLength(1);
    const [packet] = packets;
    expect(packet && addressText(packet.source)).toBe(ends[family].source);
    expect(packet && addressText(packet.destination)).toBe(ends[family].destination);
    expect(packet).toMatchObject({
      protocol: 'udp',
      sourcePort: 5062,
      destinationPort: 5060,
      length: ip.length,
    });
    expect(packet?.payload.toString()).toBe('REGISTER sip:x SIP/2.0\r\n\r\n');
    expect(losses).toMatchObject({ frames: 1, malformed: 0, notIp: 0 });
  });

  test('a segment of TCP with its flags and the length of its header', () => {
    const bytes = tcpSegment(ends[family], {
      fromPort: 40_000,
      toPort: 5060,
      flags: ['PSH', 'ACK'],
      data: 'INVITE',
    });
    expect(dissect([{ bytes }]).packets).toMatchObject([
      { protocol: 'tcp', flags: 0x18, header: 20, sourcePort: 40_000 },
    ]);
  });

  test('fragments in any order are one packet, which comes with the last of them', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 50, maxLength: 3_000 }),
        fc.integer({ min: 6, max: 60 }),
        fc.infiniteStream(fc.nat()),
        (payload, eights, order) => {
          const parts = fragmentsOf(datagram(family, payload), 77, eights * 8);
          const keys = parts.map(() => order.next().value ?? 0);
          const mixed = parts
            .map((bytes, index) => ({ bytes, key: keys[index] ?? 0 }))
            .toSorted((a, b) => a.key - b.key);
          const { packets, losses } = dissect(mixed.map(({ bytes }, index) => ({ bytes, at: index })));
          expect(packets.map(({ payload: got }) => got.toString('hex'))).toEqual([
            Buffer.from(payload).toString('hex'),
          ]);
          expect(packets[0]?.at).toBe(parts.length - 1);
          expect(losses.fragments).toBe(0);
        },
      ),
    );
  });

  test('a fragment twice changes nothing; one that lies over another takes all of them away', () => {
    const parts = fragmentsOf(datagram(family, 'x'.repeat(200)), 5, 80);
    const [first, second, third] = parts as [Buffer, Buffer, Buffer];
    expect(dissect([first, first, second, third].map((bytes) => ({ bytes }))).packets).toHaveLength(1);
    const [, over] = fragmentsOf(datagram(family, 'y'.repeat(200)), 5, 72) as [Buffer, Buffer];
    const { packets, losses } = dissect([first, over, third].map((bytes) => ({ bytes })));
    expect(packets).toHaveLength(0);
    expect(losses.fragments).toBeGreaterThan(0);
  });

  test('fragments without end are counted, and do not stay', () => {
    const [first] = fragmentsOf(datagram(family, 'z'.repeat(200)), 0, 80) as [Buffer];
    const frames = Array.from({ length: 20_000 }, (_, index) => {
      const bytes = Buffer.from(first);
      bytes.writeUInt16BE(index, family === 'ipv4' ? 4 : 46);
      return { bytes };
    });
    const { packets, losses } = dissect(frames);
    expect(packets).toHaveLength(0);
    expect(losses.fragments).toBe(20_000);
  });

  test('nothing is behind the last fragment, whichever comes first', () => {
    const parts = fragmentsOf(datagram(family, 'x'.repeat(40)), 5, 8);
    const [long] = fragmentsOf(datagram(family, 'y'.repeat(8)), 5, 8).slice(-1) as [Buffer];
    // A last one at 8, and others up to 40 that would make its bytes complete.
    for (const order of [
      [long, ...parts.slice(2)],
      [...parts.slice(2), long],
    ]) {
      const { packets, losses } = dissect(order.map((bytes) => ({ bytes })));
      expect(packets).toHaveLength(0);
      expect(losses.fragments).toBeGreaterThan(0);
    }
  });

  test('a length that no packet has is malformed, and nothing is made room for', () => {
    const bytes = udpPacket(family, 'hello');
    bytes.writeUInt16BE(0, family === 'ipv4' ? 2 : 4);
    const { packets, losses } = dissect([{ bytes, length: 600 * 1024 }]);
    expect(packets).toHaveLength(0);
    expect(losses).toMatchObject({ malformed: 1 });
    expect(dissect([{ bytes, length: 100 * 1024 }]).packets).toHaveLength(1);
  });

  test('a rest that comes after 30 seconds is too late', () => {
    const [first, second] = fragmentsOf(datagram(family, 'x'.repeat(100)), 5, 80) as [Buffer, Buffer];
    expect(dissect([{ bytes: first }, { bytes: second, at: 31_000 }]).packets).toHaveLength(0);
  });

  test('what the snap length has cut has its length, with zeros behind the cut', () => {
    const whole = udpPacket(family, `INVITE sip:100@x SIP/2.0\r\n${'h'.repeat(600)}`);
    const { packets, losses } = dissect([{ bytes: whole.subarray(0, 96), length: whole.length }]);
    expect(packets[0]?.payload).toHaveLength(626);
    expect(packets[0]?.payload.toString('latin1', 0, 10)).toBe('INVITE sip');
    expect(packets[0]?.payload.at(-1)).toBe(0);
    expect(losses.cut).toBe(1);
  });

  test('any bytes make a packet or are counted', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 120 }),
        fc.constantFrom(0, 1, 101, 113, 276, 147),
        (tail, link) => {
          const ip = udpPacket(family, 'x');
          const bytes = Buffer.concat([ip.subarray(0, tail.length % ip.length), tail]);
          const { packets, losses } = dissect([{ bytes, link }]);
          const { notIp, cutHeaders, malformed, fragments, foreignLinks } = losses;
          const lost = notIp + cutHeaders + malformed + fragments + (foreignLinks.get(147) ?? 0);
          expect(packets.length + lost).toBeGreaterThanOrEqual(1);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

test('IPv6 with extension headers says so', () => {
  const packet = { ...ends.ipv6, nextHeader: protocols.udp, payload: udp(datagram('ipv6', 'x')) };
  const bytes = ipv6Packet(withOptions(packet, 'destinationOptions'));
  expect(dissect([{ bytes }]).packets).toMatchObject([
    { protocol: 'udp', extensionHeaders: true, length: bytes.length },
  ]);
  expect(dissect([{ bytes: ipv6Packet(packet) }]).packets).toMatchObject([{ extensionHeaders: false }]);
});

test('a packet that passes two devices of a host is one, and equal ones of one device are several', () => {
  const ip = udpPacket('ipv4', 'OPTIONS sip:x SIP/2.0\r\n\r\n');
  const [link, header] = linkHeaders.cooked2;
  const seen = (device: number, at: number) => ({
    bytes: Buffer.concat([header(ip, false, device), ip]),
    link,
    at,
  });
  const { packets, losses } = dissect([
    seen(2, 0),
    seen(3, 0),
    seen(2, 1),
    seen(3, 1),
    seen(2, 2),
    seen(2, 3),
  ]);
  expect({ packets: packets.length, twice: losses.twice }).toEqual({ packets: 4, twice: 2 });
});

test('times never go back: mixed up a little they wait, and a clock that was set back goes on', () => {
  const bytes = udpPacket('ipv4', 'x');
  const { packets, losses } = dissect(
    [10_000, 10_500, 10_200, 10_600, 2_000, 2_100].map((at) => ({ bytes, at })),
  );
  expect(packets.map(({ at }) => at)).toEqual([0, 500, 500, 600, 600, 700]);
  expect(losses).toMatchObject({ outOfOrder: 1, steps: 1 });
});

test('tags of VLANs within each other are read, and no more than anybody nests', () => {
  const ip = udpPacket('ipv4', 'hello');
  const tagged = (count: number) =>
    Buffer.concat([
      Buffer.alloc(12),
      ...Array.from({ length: count }, () => Buffer.from([0x81, 0, 0, 1])),
      Buffer.from([8, 0]),
      ip,
    ]);
  expect(dissect([0, 1, 2, 8].map((count) => ({ bytes: tagged(count), link: 1 }))).packets).toHaveLength(4);
  expect(dissect([{ bytes: tagged(9), link: 1 }])).toMatchObject({ packets: [], losses: { notIp: 1 } });
});

test('a time that no clock has is none', () => {
  const dissector = new Dissector(() => {});
  const bytes = udpPacket('ipv4', 'hello');
  for (const seconds of [100, 2 ** 60, -5])
    dissector.frame({ seconds, nanoseconds: 0, link: 101, port: 0, bytes, length: bytes.length });
  expect(dissector.losses.timeless).toBe(2);
  expect(dissector.timeline.now).toBe(0);
});
