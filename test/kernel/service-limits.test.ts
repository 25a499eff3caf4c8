import { link } from '../../src/host/lab/link.js';
import { compileText } from '../lint-text.js';
import { echoRequest } from '../packets/echo.js';
import { frame } from '../packets/frames.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { payload } from '../packets/sip.js';
import { tcpSyn } from '../packets/tcp-syn.js';
import { exchange, protect, request } from './scenario.js';

const second = '198.18.0.9';

const policy = (on: string) => `
vosguard: 1
trusted: [203.0.113.10]
addresses: { office: [192.0.2.8/29, "2001:db8:8::/64"] }
services:
  ssh: { tcp: [22], from: [any], limit: 2/min burst 3 }
  web: { tcp: [443], connections: 4 }
  inside: { tcp: [3306], on: [${on}] }
  vip: { tcp: [8443], to: [${second}] }
  dns: { udp: [53], limit: 2/min burst 4 }
  media: { udp: [10000-20000], from: [trusted, known, called], packets: 2/min burst 12 }
  ping: { icmp: [echo-request], from: [office] }
sip: { on: ["${link.switch.name.slice(0, 3)}*"] }
`;

const listeners = { udp: [53, 5060, 12_000], tcp: [22, 443, 3306, 5060, 8443] };
const families = [
  { family: 'ipv4', one: '198.51.100.7', other: '198.51.100.8', office: '192.0.2.9' },
  { family: 'ipv6', one: '2001:db8:1::7', other: '2001:db8:2::7', office: '2001:db8:8::9' },
] as const;

async function hold(lab: Lab, from: string, toPort: number, times: number, to?: string) {
  const ask = { from: Array<string>(times).fill(from), toPort, every: 15, hold: true, patience: 250 };
  const outcomes = await lab.world.connect(to === undefined ? ask : { ...ask, to });
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const frames = (lab: Lab, packets: readonly Buffer[]) =>
  lab.world.frames({ frames: packets.map((packet) => frame(packet).toString('base64')), every: 0.2 });

const datagrams = async (lab: Lab, from: string, toPort: number, times: number) =>
  (await exchange(lab, { from, toPort, payloads: [payload('x')], count: times, every: 1 })).delivered.length;

describeBackends('limits of services', (backend, lab) => {
  beforeAll(async () => {
    await protect(lab(), backend, policy(link.switch.name), listeners);
    await lab().switch.run('ip', ['address', 'add', `${second}/32`, 'dev', link.switch.name]);
    await lab().switch.listen({ addresses: [second], tcp: [8443] });
    await lab().world.run('ip', [
      'route',
      'replace',
      `${second}/32`,
      'dev',
      link.world.name,
      'table',
      'local',
    ]);
  });

  test.each(families)('$family: three connections at once, whatever others send in his name', async (row) => {
    const { family, one, other } = row;
    const forged = Array.from({ length: 40 }, (_, index) =>
      tcpSyn({ source: one, destination: link.switch[family] }, 40_000 + index, 22),
    );
    await frames(lab(), forged);
    expect(await hold(lab(), one, 22, 5)).toEqual({ connected: 3, refused: 2 });
    expect(await hold(lab(), other, 22, 3)).toEqual({ connected: 3 });
  });

  test.each(families)(
    '$family: four connections may be open, and one that has ended makes room',
    async (row) => {
      expect(await hold(lab(), row.one, 443, 6)).toEqual({ connected: 4, timeout: 2 });
      expect(await hold(lab(), row.other, 443, 2)).toEqual({ connected: 2 });
      await lab().clear();
      expect((await hold(lab(), row.one, 443, 1)).connected).toBe(1);
    },
  );

  test.each(families)('$family: flows of UDP, every packet of media from whom SIP knows', async (row) => {
    const { one, other } = row;
    expect(await datagrams(lab(), one, 53, 9)).toBe(4);
    expect(await datagrams(lab(), other, 12_000, 3)).toBe(0);
    await lab().switch.listen({ udp: [5060], answer: 200 });
    await exchange(lab(), { from: other, payloads: [request('REGISTER')], count: 1, every: 0 });
    // Three of the twelve were spent before it was known.
    expect(await datagrams(lab(), other, 12_000, 20)).toBe(9);
  });

  test('by a device and on an address', async () => {
    for (const { one } of families) expect(await hold(lab(), one, 3306, 1)).toEqual({ connected: 1 });
    expect(await hold(lab(), '198.51.100.7', 8443, 1)).toEqual({ timeout: 1 });
    expect(await hold(lab(), '198.51.100.7', 8443, 1, second)).toEqual({ connected: 1 });
  });

  test('an echo is for the office', async () => {
    const replies = async () => {
      const text = await lab().switch.run('cat', ['/proc/net/snmp', '/proc/net/snmp6']);
      const [names = '', values = ''] = text.split('\n').filter((line) => line.startsWith('Icmp:'));
      const four = Number(values.split(' ')[names.split(' ').indexOf('OutEchoReps')]);
      return four + Number(/^Icmp6OutEchoReplies\s+(\d+)/m.exec(text)?.[1]);
    };
    const before = await replies();
    const echo = (source: string, family: 'ipv4' | 'ipv6') =>
      echoRequest({ source, destination: link.switch[family] });
    await frames(lab(), families.flatMap(({ family, one, office }) => [echo(one, family), echo(office, family), echo(office, family)])); // biome-ignore format: short
    expect((await replies()) - before).toBe(4);
  });

  test('by another device nothing of it is open', async () => {
    await protect(lab(), backend, policy('eth9').replace(/sip:.*\n/, 'sip: { on: ["eth*"] }\n'), listeners);
    for (const { one } of families) expect(await hold(lab(), one, 3306, 1)).toEqual({ timeout: 1 });
    for (const { one } of families) expect(await datagrams(lab(), one, 5060, 1)).toBe(0);
  });

  test('connections of before the rules go on and are not counted', async () => {
    await lab().reset();
    await lab().switch.listen(listeners);
    const ask = { from: Array<string>(6).fill('198.51.100.7'), toPort: 22, every: 5, hold: true };
    const segments = [payload('a'), payload('b')];
    const talking = lab().world.connect({ ...ask, segments, gap: 2_500 });
    const { artifacts } = compileText(policy(link.switch.name));
    await lab().load(backend, artifacts);
    await talking;
    const heard = (await lab().delivered()).filter(({ kind }) => kind === 'segment');
    expect(heard).toHaveLength(12);
    expect(await hold(lab(), '198.51.100.7', 22, 4)).toEqual({ connected: 3, refused: 1 });
  });
});
