import { link } from '../../src/host/lab/link.js';
import { frame } from '../packets/frames.js';
import { ipv4Fragments, ipv4Packet } from '../packets/ipv4.js';
import { ipv6Fragments, ipv6Packet, withOptions } from '../packets/ipv6.js';
import { describeKernel } from '../packets/kernel.js';
import { payload, sipRequest } from '../packets/sip.js';
import { protocols, udp } from '../packets/udp.js';

const text = sipRequest({ method: 'OPTIONS' });
const ports = { sourcePort: 5060, destinationPort: 5060, payload: text };
const four = { source: '203.0.113.1', destination: link.switch.ipv4 };
const six = { source: '2001:db8::1', destination: link.switch.ipv6 };
const packet4 = { ...four, protocol: protocols.udp, payload: udp({ ...four, ...ports }) };
const packet6 = { ...six, nextHeader: protocols.udp, payload: udp({ ...six, ...ports }) };

/** Where no rule stands, the kernel takes each form for what it is: what rules do to them later is the rules' work. */
describeKernel('crafted frames without rules', (lab) => {
  beforeAll(() => lab().switch.listen({ udp: [5060] }));
  afterEach(() => lab().clear());

  const zero = udp({ ...four, ...ports, checksum: 'zero' });
  test.each([
    ['IPv4', [ipv4Packet(packet4)]],
    ['IPv4 options', [ipv4Packet({ ...packet4, options: Buffer.from([1, 1, 1, 0]) })]],
    ['no UDP checksum', [ipv4Packet({ ...packet4, payload: zero })]],
    ['IPv4 fragments', ipv4Fragments(packet4, 8)],
    ['IPv6', [ipv6Packet(packet6)]],
    ['destination options', [ipv6Packet(withOptions(packet6, 'destinationOptions'))]],
    ['hop-by-hop options', [ipv6Packet(withOptions(packet6, 'hopByHop'))]],
    ['IPv6 fragments', ipv6Fragments(packet6, 8)],
  ])('%s', async (_name, packets) => {
    await lab().world.frames({ frames: packets.map((packet) => frame(packet).toString('base64')), every: 0 });
    const delivered = await lab().delivered();
    expect(delivered.map(({ word, bytes }) => ({ word, bytes }))).toEqual([
      { word: 'OPTIONS', bytes: text.length },
    ]);
  });

  test('a wrong checksum is no datagram', async () => {
    const broken = Buffer.from(packet4.payload);
    broken[6] = (broken[6] ?? 0) ^ 1;
    const frames = [frame(ipv4Packet({ ...packet4, payload: broken })).toString('base64')];
    await lab().world.frames({ frames, every: 0 });
    await expect(lab().delivered()).rejects.toThrow('lost 1 datagrams');
    await lab().reset();
    await lab().switch.listen({ udp: [5060] });
  });

  test.each([
    ['198.19.0.0', '198.19.2.87'],
    ['2001:db8::', '2001:db8::257'],
  ])('forged sources from %s on arrive as what they say they are', async (first, last) => {
    const forged = { first, toPort: 5060, payload: payload(text), count: 600, every: 0.1 };
    expect((await lab().world.forge(forged)).times).toHaveLength(600);
    const delivered = await lab().delivered();
    expect(new Set(delivered.map(({ from }) => from)).size).toBe(600);
    expect(delivered.at(-1)?.from).toBe(last);
  });
});
