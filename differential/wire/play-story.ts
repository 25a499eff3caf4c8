import type { TcpFlags } from '../../src/evaluate/packet.js';
import { link } from '../../src/host/lab/link.js';
import type { Lab } from '../../test/packets/lab.js';
import { type Event, type Events, endsOf } from '../events.js';
import { type Planned, packetsOf } from './packets.js';
import type { Story } from './story.js';
import { wirePerl } from './wire-perl.js';

const MARK = 0x7a7a;

/**
 * Before any rule: what the switch's own TCP and ICMP say of packets for which nobody listens goes nowhere, as the story says what the switch
 * sends. A reset that a rule sends belongs to a connection, or to none that is tracked, and is left.
 */
const guard = `table inet guard {
  chain out {
    type filter hook output priority -450;
    meta mark ${MARK} meta mark set 0 accept
    meta l4proto { tcp, icmp, ipv6-icmp } ct state invalid drop
  }
}
`;

/** The world's own TCP has no part in it either. Frames do not pass here. */
const silence = `table inet silence {
  chain out {
    type filter hook output priority -450;
    meta l4proto { tcp, icmp, ipv6-icmp } drop
  }
}
`;

/** Once for a lab. */
export async function wire(lab: Lab): Promise<void> {
  await lab.world.run('nft', ['-f', '-'], silence);
  for (const [agent, device] of [
    [lab.world, link.world.name],
    [lab.switch, link.switch.name],
  ] as const)
    await agent.run('ip', ['link', 'set', device, 'mtu', '9000']);
}

/** Plays a story through the rules that are in force since `loaded`, and what a kernel did with each of its packets. */
export async function playStory(lab: Lab, story: Story, loaded: number): Promise<Events> {
  const packets = packetsOf(story);
  await lab.switch.run('nft', ['-f', '-'], guard);
  const input = packets.map(lineOf).join('');
  const script = 'WIRE="$0" exec perl -e "$0" "$1"';
  const output = await lab.switch.run('sh', ['-c', script, wirePerl, String(lab.world.pid)], input);
  const list = output
    .trim()
    .split('\n')
    .flatMap((line) => eventOf(line, packets, loaded));
  const slowest = Math.max(0, ...list.map(({ packet, until }) => until - packet.at));
  const doubt = KERNEL + 2 * slowest;
  return { list, doubt, unclear: doubt > MOST_DOUBT ? 'too slow' : undefined };
}

/** A jiffy of 4 ms before and one after. */
const KERNEL = 9;
/** Half of what the cheapest packet costs is in no doubt. */
const MOST_DOUBT = 40;

const IP_HEADER = { ipv4: 20, ipv6: 40 } as const;

function lineOf({ due, direction, needs, bytes, peer }: Planned): string {
  const offset = IP_HEADER[peer.includes(':') ? 'ipv6' : 'ipv4'];
  return `${due} ${direction} ${needs.join(',') || '-'} ${offset} ${bytes.toString('hex')}\n`;
}

/** Nothing where the packet was not sent. */
function eventOf(line: string, packets: readonly Planned[], loaded: number): readonly Event[] {
  const [number = '', from, until, passed, resets] = line.split(' ');
  const planned = packets[Number(number)];
  if (planned === undefined) throw new Error(`the wire says: ${line}`);
  if (until === undefined) return [];
  const at = Number(from) - loaded;
  return [
    {
      packet: packetOf(planned, at),
      delivered: passed === '1',
      reset: Number(resets) > 0,
      line: planned.line,
      what: planned.direction === 'in' ? 'in' : 'answer',
      until: Number(until) - loaded,
    },
  ];
}

function packetOf(planned: Planned, at: number): Event['packet'] {
  const { direction, transport, payload } = planned;
  const rest = { ...endsOf(planned, direction), direction, at, payload };
  if (transport.kind === 'udp') return { ...rest, protocol: 'udp' };
  const { header, flags, outside } = transport;
  return { ...rest, protocol: 'tcp', flags: flagsOf(flags), header, ...(outside && { outside }) };
}

function flagsOf(flags: Extract<Planned['transport'], { kind: 'tcp' }>['flags']): TcpFlags {
  const has = (flag: 'SYN' | 'ACK' | 'FIN' | 'RST') => flags.includes(flag);
  return {
    ...(has('SYN') && { syn: true }),
    ...(has('ACK') && { ack: true }),
    ...(has('FIN') && { fin: true }),
    ...(has('RST') && { rst: true }),
  };
}
