import { link } from '../../src/host/lab/link.js';
import { internetChecksum } from '../packets/checksum.js';
import { ipv6Packet } from '../packets/ipv6.js';
import { describeBackends } from '../packets/kernel.js';
import { sipRequest } from '../packets/sip.js';
import { tally } from '../packets/tally.js';
import { protocols, pseudoHeader, udp } from '../packets/udp.js';
import { sendPackets } from './crafted.js';
import { protect } from './scenario.js';

/** A datagram whose UDP length is zero: Linux takes it for a jumbogram (RFC 2675) and delivers all of it. */
function withoutLength(source: string, payload: string): Buffer {
  const ends = { source, destination: link.switch.ipv6 };
  const carried = udp({ ...ends, sourcePort: 5060, destinationPort: 5060, payload });
  carried.writeUInt32BE(0, 4);
  carried.writeUInt16BE(internetChecksum(pseudoHeader(ends, protocols.udp, carried.length), carried), 6);
  return ipv6Packet({ ...ends, nextHeader: protocols.udp, payload: carried });
}

const long = sipRequest({ method: 'REGISTER', headers: [`Subject: ${'x'.repeat(700)}`] });
const packets = [
  withoutLength('2001:db8:a::1', long),
  withoutLength('2001:db8:b::1', sipRequest({ method: 'INVITE' })),
  withoutLength('2001:db8:7::1', sipRequest({ method: 'INVITE' })),
];
const policy = (strangers: string) =>
  `vosguard: 1\ntrusted: ["2001:db8:7::/48"]\nsip: { strangers: { ${strangers} } }\n`;
const untracked = (sizes: string) =>
  `${policy(`max_size: { ${sizes} }, connections: null`)}conntrack: { sip: untracked }\n`;

describeBackends('IPv6 datagrams that say no length', (backend, lab) => {
  const delivered = async (): Promise<ReadonlyMap<string, number>> => {
    await sendPackets(lab().world, packets);
    return tally(await lab().delivered(), 'from');
  };

  test('are refused where flows are counted, since conntrack makes none of them', async () => {
    await protect(lab(), backend, policy('max_size: { REGISTER: 600 }, connections: { udp: 5 }'));
    expect(await delivered()).toEqual(new Map([['2001:db8:7::1', 1]]));
  });

  test('do not escape max_size where flows are not tracked', async () => {
    await protect(lab(), backend, untracked('REGISTER: 600'));
    expect(await delivered()).toEqual(new Map([['2001:db8:7::1', 1]]));
  });

  test('pass where their method has no size', async () => {
    await protect(lab(), backend, untracked('REGISTER: 600, INVITE: null, other: null'));
    expect(await delivered()).toEqual(new Map([['2001:db8:b::1', 1], ['2001:db8:7::1', 1]])); // biome-ignore format: short
  });
});
