import { link } from '../../../src/host/lab/link.js';
import { frame, udpPacket } from '../../packets/frames.js';
import { ipv4Packet } from '../../packets/ipv4.js';
import { ipv6Packet } from '../../packets/ipv6.js';
import { describeBackends } from '../../packets/kernel.js';
import type { Lab } from '../../packets/lab.js';
import { count } from '../../packets/tally.js';
import { exchange, protect, request } from '../scenario.js';

const peers = { IPv4: ['192.0.2.30', '192.0.2.31'], IPv6: ['2001:db8:8::30', '2001:db8:9::31'] } as const;
const near = { IPv4: link.switch.ipv4, IPv6: link.switch.ipv6 } as const;
const body = Buffer.alloc(24, 1);

/** RFC 4302 2: what it carries, its length in words less two, and a number for the association. */
const authentication = Buffer.concat([Buffer.from([59, 4, 0, 0, 0, 0, 1, 0]), Buffer.alloc(16)]);
/** RFC 8200 4.6: destination options of eight bytes before the protocol. */
const behindOptions = (protocol: number) =>
  Buffer.concat([Buffer.from([protocol, 0, 1, 4, 0, 0, 0, 0]), body]);

/** Counts what is delivered, behind the rules of every backend. */
const tap = `
table inet tap {
  chain in {
    type filter hook input priority 300
    ip saddr { ${peers.IPv4.join(', ')}, 192.0.2.99, 10.9.9.9, 198.51.100.99 } counter comment "tap"
    ip6 saddr { ${peers.IPv6.join(', ')}, fe80::99, 2001:db8:9::99 } meta l4proto != ipv6-icmp counter comment "tap"
  }
}`;

async function arrived(lab: Lab, packets: readonly Buffer[]): Promise<number> {
  await lab.switch.run('nft', ['-f', '-'], `${tap}\ndelete table inet tap\n${tap}`);
  await lab.world.frames({ frames: packets.map((packet) => frame(packet).toString('base64')), every: 1 });
  await lab.switch.arrivals();
  const text = await lab.switch.run('nft', ['list', 'table', 'inet', 'tap']);
  return [...text.matchAll(/counter packets (\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
}

const policyOf = (services: string, more = '') => `
vosguard: 1
addresses: { peer: [192.0.2.30, "2001:db8:8::/64"] }
trusted: [203.0.113.10]
services: ${services}
${more}`;

/** As a policy names it, and its number. */
const protocols = [
  ['vrrp', 112],
  ['gre', 47],
  ['esp', 50],
  ['sctp', 132],
  ['ospf', 89],
  ['igmp', 2],
  ['253', 253],
  ['255', 255],
] as const;

const packetOf = (source: string, family: keyof typeof peers, protocol: number, payload = body): Buffer =>
  family === 'IPv4'
    ? ipv4Packet({ source, destination: near.IPv4, protocol, payload })
    : ipv6Packet({ source, destination: near.IPv6, nextHeader: protocol, payload });

describeBackends('protocols that a service names', (backend, lab) => {
  test.each(['IPv4', 'IPv6'] as const)(
    '%s: each comes in from its peer alone, no other does',
    async (family) => {
      const services = protocols.map(([name]) => `p${name}: { protocol: ${name}, from: [peer] }`).join(', ');
      await protect(lab(), backend, policyOf(`{ ${services} }`));
      const [peer, other] = peers[family];
      for (const [name, number] of protocols) {
        const once = [packetOf(peer, family, number)];
        expect([name, await arrived(lab(), once)]).toEqual([name, 1]);
        expect([name, await arrived(lab(), [packetOf(other, family, number)])]).toEqual([name, 0]);
      }
      expect(await arrived(lab(), [packetOf(peer, family, 103)])).toBe(0);
    },
  );

  test('IPv6: behind extension headers, and AH, which ip6tables takes for one', async () => {
    await protect(
      lab(),
      backend,
      policyOf('{ v: { protocol: vrrp, from: [peer] }, a: { protocol: ah, from: [peer] } }'),
    );
    const [peer, other] = peers.IPv6;
    const packet = (source: string, nextHeader: number, payload: Buffer) =>
      ipv6Packet({ source, destination: near.IPv6, nextHeader, payload });
    expect(await arrived(lab(), [packet(peer, 60, behindOptions(112))])).toBe(1);
    expect(await arrived(lab(), [packet(peer, 60, behindOptions(103))])).toBe(0);
    expect(await arrived(lab(), [packet(peer, 51, authentication)])).toBe(1);
    expect(await arrived(lab(), [packet(other, 51, authentication)])).toBe(0);
    expect(await arrived(lab(), [packetOf(peers.IPv4[0], 'IPv4', 51, authentication)])).toBe(1);
  });

  test('0 is a protocol like others and not every protocol', async () => {
    await protect(lab(), backend, policyOf('{ zero: { protocol: 0, from: [peer] } }'));
    const [peer, other] = peers.IPv4;
    expect(await arrived(lab(), [packetOf(peer, 'IPv4', 0)])).toBe(1);
    expect(await arrived(lab(), [packetOf(other, 'IPv4', 0)])).toBe(0);
    expect(await arrived(lab(), [packetOf(peer, 'IPv4', 103)])).toBe(0);
  });

  test('without from it comes from everybody, and default: leave closes it to all but its peer', async () => {
    const [peer, other] = peers.IPv4;
    await protect(lab(), backend, policyOf('{ esp: { protocol: esp } }'));
    expect(await arrived(lab(), [packetOf(other, 'IPv4', 50)])).toBe(1);
    await protect(lab(), backend, policyOf('{ esp: { protocol: esp, from: [peer] } }', 'default: leave\n'));
    expect(await arrived(lab(), [packetOf(other, 'IPv4', 50)])).toBe(0);
    expect(await arrived(lab(), [packetOf(peer, 'IPv4', 50)])).toBe(1);
    expect(await arrived(lab(), [packetOf(other, 'IPv4', 47)])).toBe(1);
  });
});

const dhcp = (source: string, sourcePort: number, destination: string, destinationPort: number) =>
  udpPacket({ source, sourcePort, destination, destinationPort, payload: body });

describeBackends('answers of DHCP servers', (backend, lab) => {
  const four = (from: string, port = 67) => dhcp(from, port, near.IPv4, 68);
  /** An address of the link, without the second that duplicate detection takes. */
  const client = 'fe80::2';
  const asClient = (text: string) =>
    protect(lab(), backend, text).then(() =>
      lab().switch.run('ip', ['address', 'add', `${client}/64`, 'dev', link.switch.name, 'nodad']),
    );
  const six = (from: string, to: string = client, port = 547) => dhcp(from, port, to, 546);

  test('come in by default, from a server port; over IPv6 to an address of the link', async () => {
    await asClient(policyOf('{}'));
    expect(await arrived(lab(), [four('192.0.2.99')])).toBe(1);
    expect(await arrived(lab(), [dhcp('192.0.2.99', 67, '255.255.255.255', 68)])).toBe(1);
    expect(await arrived(lab(), [four('192.0.2.99', 1067)])).toBe(0);
    expect(await arrived(lab(), [six('fe80::99')])).toBe(1);
    expect(await arrived(lab(), [six('fe80::99', client, 1547)])).toBe(1);
    expect(await arrived(lab(), [six('2001:db8:9::99')])).toBe(1);
    expect(await arrived(lab(), [six('2001:db8:9::99', near.IPv6)])).toBe(0);
    expect(await arrived(lab(), [dhcp('fe80::99', 547, client, 547)])).toBe(0);
  });

  test('also from the server that was asked by its address', async () => {
    await protect(lab(), backend, policyOf('{}'), { udp: [546] });
    const from = '2001:db8:9::99';
    await lab().world.listen({ addresses: [from], udp: [547], answer: 200 });
    const asked = { from: near.IPv6, fromPorts: [546], payloads: [request('OPTIONS')], every: 0 };
    await exchange(lab(), {
      from,
      fromPorts: [547],
      toPort: 546,
      payloads: [request('OPTIONS')],
      count: 1,
      every: 0,
    });
    expect(count(await lab().delivered(), { from, toPort: 546 })).toBe(0);
    await lab().switch.send({ ...asked, to: from, toPort: 547, count: 1 });
    await lab().world.arrivals();
    expect(count(await lab().delivered(), { from, toPort: 546, word: 'SIP/2.0 200' })).toBe(1);
  });

  test('come in from networks that a list of bogus ones blocks, and nothing else does', async () => {
    await asClient(policyOf('{}', 'blocked: [10.0.0.0/8, "fe80::/10", 198.51.100.0/24]\n'));
    expect(await arrived(lab(), [four('10.9.9.9')])).toBe(1);
    expect(await arrived(lab(), [four('10.9.9.9', 1067)])).toBe(0);
    expect(await arrived(lab(), [six('fe80::99')])).toBe(1);
    expect(await arrived(lab(), [dhcp('fe80::99', 547, client, 10_000)])).toBe(0);
  });

  test('not where the policy says dhcp: off', async () => {
    await asClient(policyOf('{}', 'dhcp: off\n'));
    expect(await arrived(lab(), [four('192.0.2.99')])).toBe(0);
    expect(await arrived(lab(), [six('fe80::99')])).toBe(0);
  });
});
