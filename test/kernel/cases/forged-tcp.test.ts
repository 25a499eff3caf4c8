import { setTimeout } from 'node:timers/promises';
import { link } from '../../../src/host/lab/link.js';
import { frame } from '../../packets/frames.js';
import { describeBackends } from '../../packets/kernel.js';
import { sipRequest } from '../../packets/sip.js';
import { type Segment, tcpSegment } from '../../packets/tcp-segment.js';
import { request } from '../scenario.js';
import { behindMinimum, connections, howMany, portsOf } from './conversation.js';

const data = sipRequest({ method: 'REGISTER', userAgent: 'friendly-scanner' });
const sequence = 1_000;
const next = sequence + 1;

/** What somebody can send in another's name who never sees an answer: one after the other from one port. */
const forged: Readonly<Record<string, readonly Omit<Segment, 'fromPort' | 'toPort'>[]>> = {
  'a segment': [{ flags: ['PSH', 'ACK'], sequence, data }],
  'a segment, again and again': Array.from({ length: 5 }, () => ({ flags: ['PSH', 'ACK'], sequence, data })),
  'a SYN with data': [{ flags: ['SYN'], sequence, data }],
  'a SYN, and another with data': [
    { flags: ['SYN'], sequence },
    { flags: ['SYN'], sequence, data },
  ],
  'a SYN, and a reset with data': [
    { flags: ['SYN'], sequence },
    { flags: ['RST'], sequence: next, data },
  ],
  'a SYN, and a reset with data that acknowledges nothing': [
    { flags: ['SYN'], sequence },
    { flags: ['RST', 'ACK'], sequence: next, data },
  ],
  'a SYN, and data that acknowledges what was never sent': [
    { flags: ['SYN'], sequence },
    ...[0x1000_0000, 0x5000_0000, 0x9000_0000, 0xd000_0000].map(
      (acknowledged) => ({ flags: ['PSH', 'ACK'], sequence: next, acknowledged, data }) as const,
    ),
  ],
  'a SYN, and data without a flag': [
    { flags: ['SYN'], sequence },
    { flags: [], sequence: next, data },
  ],
  'a SYN, and a FIN with data': [
    { flags: ['SYN'], sequence },
    { flags: ['FIN', 'ACK'], sequence: next, data },
  ],
  'a SYN, and urgent data': [
    { flags: ['SYN'], sequence },
    { flags: ['URG', 'PSH'], sequence: next, data },
  ],
};

const victims = [
  { from: '192.0.2.50', to: link.switch.ipv4 },
  { from: '2001:db8:50::1', to: link.switch.ipv6 },
];

describeBackends('TCP forged in the name of a customer', (backend, lab) => {
  const send = async (source: string, destination: string, names: readonly string[]): Promise<void> => {
    for (const name of names) {
      const fromPort = 40_000 + Object.keys(forged).indexOf(name);
      for (const segment of forged[name] ?? []) {
        const packet = tcpSegment({ source, destination }, { ...segment, fromPort, toPort: 5060 });
        await lab().world.frames({ frames: [frame(packet).toString('base64')], every: 0 });
        // Until the switch has answered.
        await setTimeout(5);
      }
    }
  };

  /** A host that answers nothing, a firewall before it: one that knows no such connection would end it. */
  const silence = async (): Promise<void> => {
    const rule = [
      '-m',
      'comment',
      '--comment',
      'silence',
      '-p',
      'tcp',
      '--tcp-flags',
      'RST',
      'RST',
      '-j',
      'DROP',
    ];
    for (const tool of ['iptables-nft', 'ip6tables-nft'])
      await lab().world.run(tool, ['-A', 'OUTPUT', ...rule]);
  };
  const speak = async (): Promise<void> => {
    for (const tool of ['iptables-nft', 'ip6tables-nft']) await lab().world.run(tool, ['-F', 'OUTPUT']);
  };

  test.each(['answers', 'is silent'])(
    'with a scanner’s name bans nobody, where the customer %s',
    async (how) => {
      await behindMinimum(lab(), backend);
      if (how === 'is silent') await silence();
      try {
        for (const name of Object.keys(forged)) {
          for (const { from, to } of victims) await send(from, to, [name]);
          expect([name, await howMany(lab(), backend, 'proven')]).toEqual([name, 0]);
        }
      } finally {
        await speak();
      }
      for (const { from } of victims)
        expect(await connections(lab(), [from], [data.replace(/User-Agent.*\r\n/, '')])).toHaveLength(1);
    },
  );

  test('takes none of his bytes and connections', async () => {
    await behindMinimum(lab(), backend);
    await silence();
    const full = { data: 'x'.repeat(1_400) };
    try {
      for (const { from, to } of victims) {
        const ends = { source: from, destination: to };
        const packets = Array.from({ length: 120 }, (_, index) => index + 41_000).flatMap((fromPort) => [
          tcpSegment(ends, { fromPort, toPort: 5060, flags: ['SYN'], sequence }),
          tcpSegment(ends, { fromPort, toPort: 5060, flags: ['RST'], sequence: next, ...full }),
        ]);
        await lab().world.frames({ frames: packets.map((one) => frame(one).toString('base64')), every: 1 });
      }
    } finally {
      await speak();
    }
    for (const { from } of victims)
      expect(
        portsOf(await connections(lab(), Array<string>(20).fill(from), [atob(request('REGISTER'))])),
      ).toBe(20);
  });
});
