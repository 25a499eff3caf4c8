import { link } from '../../src/host/lab/link.js';
import { frame } from '../packets/frames.js';
import { ipv4Fragments, ipv4Packet } from '../packets/ipv4.js';
import { ipv6Fragments, ipv6Packet } from '../packets/ipv6.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipRequest } from '../packets/sip.js';
import { protocols, udp } from '../packets/udp.js';
import { iptablesArtifacts, nftArtifact } from './lab-artifacts.js';

const text = sipRequest({ method: 'OPTIONS' });
const ports = { sourcePort: 5060, destinationPort: 5060, payload: text };
const four = { source: '203.0.113.1', destination: link.switch.ipv4 };
const six = { source: '2001:db8::1', destination: link.switch.ipv6 };
const packet4 = { ...four, protocol: protocols.udp, payload: udp({ ...four, ...ports }) };
const packet6 = { ...six, nextHeader: protocols.udp, payload: udp({ ...six, ...ports }) };

/** Five datagrams, each in two fragments. A first fragment of 8 bytes has the UDP header alone. */
const fragmented = {
  IPv4: (first: number) =>
    [1, 2, 3, 4, 5].flatMap((identification) => ipv4Fragments({ ...packet4, identification }, first)),
  IPv6: (first: number) =>
    [1, 2, 3, 4, 5].flatMap((identification) => ipv6Fragments(packet6, first, identification)),
};

/** Facts of docs/papers/netfilter-notes.md that rules rely on. If one of these fails, the kernel has changed, and so must the rules. */
describeBackends('facts of the kernel', (backend, lab) => {
  beforeEach(async () => {
    await lab().reset();
    await lab().switch.listen({ udp: [5060] });
  });

  const send = (...packets: readonly Buffer[]) =>
    lab().world.frames({ frames: packets.map((packet) => frame(packet).toString('base64')), every: 0 });

  describe.each(['IPv4', 'IPv6'] as const)('section 4, %s', (family) => {
    const drop =
      backend === 'nftables'
        ? 'udp dport 5060 @th,64,32 0x4f505449 drop'
        : {
            IPv4: '-p udp -m u32 --u32 "0>>22&0x3C@8=0x4f505449" -j DROP',
            IPv6: '-p udp -m u32 --u32 "48=0x4f505449" -j DROP',
          };
    // ip6tables counts from the IPv6 header: behind the fragment header of 8 bytes, offset 48 of a second fragment is
    // where the method stands if the first has 8 bytes. With 16 it is not, and nothing is found.
    const first = backend === 'nftables' || family === 'IPv4' ? 8 : 16;
    const dropped = (tracked: readonly string[]) =>
      typeof drop === 'string'
        ? nftArtifact([...tracked.map(() => 'ct state invalid drop'), drop].join('\n'))
        : iptablesArtifacts([...tracked, drop.IPv4], [...tracked, drop.IPv6]);

    test('whole datagrams are dropped by what stands at a fixed offset', async () => {
      await lab().load(backend, dropped([]));
      await send(ipv4Packet(packet4), ipv6Packet(packet6));
      expect(await lab().delivered()).toEqual([]);
    });

    test('fragments pass where nothing loads conntrack', async () => {
      await lab().load(backend, dropped([]));
      await send(...fragmented[family](first));
      expect(await lab().delivered()).toHaveLength(5);
    });

    test('a rule that asks conntrack has them put together first', async () => {
      await lab().load(backend, dropped(['-m conntrack --ctstate INVALID -j DROP']));
      await send(...fragmented[family](first));
      expect(await lab().delivered()).toEqual([]);
    });
  });

  if (backend !== 'nftables') {
    /**
     * The kernel keeps a hashlimit table as long as any rule names it, and a new rule with that name takes the old
     * table with its old rate. iptables-restore adds the new rules before it lets go of the old ones.
     */
    test('a hashlimit that is loaded again under its name keeps its old rate', async () => {
      const limit = (burst: number, name: string) => [
        `-p udp --dport 5060 -m hashlimit --hashlimit-above 1/min --hashlimit-burst ${burst} --hashlimit-mode srcip --hashlimit-name ${name} -j DROP`,
      ];
      const passed = async (from: string): Promise<number> => {
        await lab().world.send({ from, toPort: 5060, payloads: [payload(text)], count: 10, every: 1 });
        const { length } = await lab().delivered();
        await lab().clear();
        return length;
      };
      await lab().load(backend, iptablesArtifacts(limit(3, 'same')));
      expect(await passed('192.0.2.1')).toBe(3);
      await lab().reload(backend, iptablesArtifacts(limit(8, 'same')));
      expect(await passed('192.0.2.2')).toBe(3);
      await lab().reload(backend, iptablesArtifacts(limit(8, 'other')));
      expect(await passed('192.0.2.3')).toBe(8);
    });
  }
});
