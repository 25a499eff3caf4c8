import fc from 'fast-check';
import { internetChecksum } from './checksum.js';
import { frame, udpPacket } from './frames.js';
import { icmpUnreachable, ipv4Fragments, ipv4Packet } from './ipv4.js';
import { icmpv6Unreachable, ipv6Fragments, ipv6Packet, withOptions } from './ipv6.js';
import { protocols, pseudoHeader, udp } from './udp.js';

const four = { source: '192.0.2.1', destination: '198.18.0.2' };
const six = { source: '2001:db8::1', destination: '2001:2::2' };
const ports = { sourcePort: 5060, destinationPort: 5061 };

test('the example of RFC 1071, section 3', () => {
  expect(internetChecksum(Buffer.from('0001f203f4f5f6f7', 'hex'))).toBe(0x220d);
});

test('an odd last byte counts as the high half of a word', () => {
  expect(internetChecksum(Buffer.from([0x12]))).toBe(internetChecksum(Buffer.from([0x12, 0])));
});

test.each([four, six])('a UDP checksum of $source holds for any payload', (ends) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (payload) => {
      const segment = udp({ ...ends, ...ports, payload });
      expect(internetChecksum(pseudoHeader(ends, protocols.udp, segment.length), segment)).toBe(0);
      expect(segment.readUInt16BE(6)).not.toBe(0);
    }),
  );
});

test('a zero checksum is written as zero', () => {
  expect(udp({ ...four, ...ports, payload: 'x', checksum: 'zero' }).readUInt16BE(6)).toBe(0);
});

test('the header of an IPv4 packet', () => {
  const packet = ipv4Packet({ ...four, protocol: 17, payload: Buffer.from('abcd'), identification: 7 });
  expect(packet.toString('hex')).toBe('4500001800070000' + '4011f2b8' + 'c0000201' + 'c6120002' + '61626364');
  expect(internetChecksum(packet.subarray(0, 20))).toBe(0);
});

test('IPv4 options are filled up to whole words', () => {
  const packet = ipv4Packet({
    ...four,
    protocol: 17,
    payload: Buffer.from('x'),
    options: Buffer.from([1, 1, 1]),
  });
  expect(packet[0]).toBe(0x46);
  expect(packet.subarray(20).toString('hex')).toBe('01010100' + '78');
});

test('two IPv4 fragments hold the whole', () => {
  const payload = udp({ ...four, ...ports, payload: 'OPTIONS sip:' });
  const [first, second] = ipv4Fragments({ ...four, protocol: 17, payload }, 8);
  expect([first.readUInt16BE(6), second.readUInt16BE(6)]).toEqual([0x2000, 1]);
  expect(first.readUInt16BE(4)).toBe(second.readUInt16BE(4));
  expect(Buffer.concat([first.subarray(20), second.subarray(20)])).toEqual(payload);
});

test('two IPv6 fragments hold the whole', () => {
  const payload = udp({ ...six, ...ports, payload: 'OPTIONS sip:' });
  const [first, second] = ipv6Fragments({ ...six, nextHeader: protocols.udp, payload }, 8);
  expect([first[6], first[40], first.readUInt16BE(42)]).toEqual([protocols.fragment, protocols.udp, 1]);
  expect(second.readUInt16BE(42)).toBe(8);
  expect(Buffer.concat([first.subarray(48), second.subarray(48)])).toEqual(payload);
});

test('extension headers stand in a chain', () => {
  const inner = { ...six, nextHeader: protocols.udp, payload: udp({ ...six, ...ports, payload: 'x' }) };
  const packet = ipv6Packet(withOptions(withOptions(inner, 'destinationOptions'), 'hopByHop'));
  expect([packet[6], packet[40], packet[48]]).toEqual([
    protocols.hopByHop,
    protocols.destinationOptions,
    protocols.udp,
  ]);
  expect(packet.readUInt16BE(4)).toBe(packet.length - 40);
});

test('ICMP errors carry what they are about', () => {
  const about = udpPacket({ source: four.destination, destination: four.source, ...ports, payload: 'x' });
  const error = icmpUnreachable(four, about);
  expect(internetChecksum(error.subarray(20))).toBe(0);
  expect(error.subarray(28)).toEqual(about.subarray(0, 28));
});

test('ICMPv6 errors have a checksum over the addresses too', () => {
  const about = udpPacket({ source: six.destination, destination: six.source, ...ports, payload: 'x' });
  const message = icmpv6Unreachable(six, about).subarray(40);
  expect(internetChecksum(pseudoHeader(six, protocols.icmpv6, message.length), message)).toBe(0);
});

test('a frame says which family it carries', () => {
  const type = (ends: typeof four): string =>
    frame(udpPacket({ ...ends, ...ports, payload: '' })).toString('hex', 12, 14);
  expect([type(four), type(six)]).toEqual(['0800', '86dd']);
});
