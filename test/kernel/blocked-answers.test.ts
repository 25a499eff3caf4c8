import { link } from '../../src/host/lab/link.js';
import { compileText } from '../lint-text.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { count } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const near = { IPv4: link.switch.ipv4, IPv6: link.switch.ipv6 } as const;
const listed = { IPv4: '198.51.100.53', IPv6: '2001:db8:bad::53' } as const;

const policy = (more = '') => `
vosguard: 1
blocked: [198.51.100.0/24, "2001:db8:bad::/48"]
services:
  ssh: { tcp: [22], from: [192.0.2.8/29] }
  h323: { tcp: [1720, 10000-39999] }
${more}`;

/** A port of the range that media has, and from which Linux asks; and that of a clock, which asks and is asked by it. */
const asking = [33_333, 123] as const;

describeBackends('a blocklist that holds whom the switch asks', (backend, lab) => {
  describe.each(['IPv4', 'IPv6'] as const)('over %s', (family) => {
    const from = near[family];
    const server = listed[family];
    const once = { payloads: [request('OPTIONS')], count: 1, every: 0 };

    test.each(['', 'default: leave\n'])(
      'answers come in, and what it sends unasked does not (%j)',
      async (more) => {
        await protect(lab(), backend, policy(more), { udp: [...asking, 20_000, 5060] });
        await lab().world.listen({ addresses: [server], udp: [53], tcp: [443], answer: 200 });
        for (const port of asking) {
          await exchange(lab(), { ...once, from: server, fromPorts: [53], toPort: port });
          expect([port, count(await lab().delivered(), { from: server, toPort: port })]).toEqual([port, 0]);
          await lab().switch.send({ ...once, from, fromPorts: [port], to: server, toPort: 53 });
          await lab().world.arrivals();
          expect([port, count(await lab().delivered(), { from: server, toPort: port })]).toEqual([port, 1]);
        }
        await exchange(lab(), { ...once, from: server, fromPorts: [53], toPort: 20_000, count: 3 });
        expect(count(await lab().delivered(), { from: server, toPort: 20_000 })).toBe(0);
        const out = { from: [from], to: server, toPort: 443, every: 0 };
        expect(await lab().switch.connect(out)).toEqual([{ from, outcome: 'connected' }]);
      },
    );

    test('on the SIP ports nothing is an answer', async () => {
      await protect(lab(), backend, policy());
      await lab().world.listen({ addresses: [server], udp: [5060], answer: 200 });
      await lab().switch.send({ ...once, from, fromPorts: [5060], to: server, toPort: 5060 });
      await lab().world.arrivals();
      expect(count(await lab().delivered(), { from: server })).toBe(0);
    });
  });

  test.each([
    ['that conntrack knew before', true],
    ['that conntrack hears of from the switch', false],
  ])('a connection of a blocked source %s ends', async (_, known) => {
    const received = await openAcross(lab(), known, () =>
      lab().load(backend, compileText(policy()).artifacts),
    );
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(SEGMENTS);
  });
});

const SEGMENTS = 60;
const GAP = 100;

/** Counts what comes over a connection, and talks itself all the time. */
const talker = `
  let bytes = 0;
  const end = () => { console.log(bytes); process.exit(); };
  require('node:net').createServer((socket) => {
    socket.on('data', (data) => { bytes += data.length; });
    socket.on('error', () => {});
    setInterval(() => socket.write('x'), 10);
    setTimeout(end, ${SEGMENTS * GAP + 1000});
  }).listen(22, '${near.IPv4}');
  setTimeout(end, 30000);
`;

/** How many segments of a connection of before came, when the rules were loaded meanwhile. */
async function openAcross(lab: Lab, tracked: boolean, load: () => Promise<unknown>): Promise<number> {
  await lab.reset();
  if (tracked)
    await lab.switch.run(
      'nft',
      ['-f', '-'],
      'table ip t { chain c { type filter hook input priority 0; ct state invalid counter; }; }',
    );
  const said = lab.switch.run(process.execPath, ['-e', talker]);
  await listening(lab);
  const segments = new Array<string>(SEGMENTS).fill(Buffer.from('a').toString('base64'));
  const talk = lab.world.connect({ from: [listed.IPv4], toPort: 22, every: 0, segments, gap: GAP });
  await new Promise((resolve) => setTimeout(resolve, 5 * GAP));
  await load();
  await talk;
  return Number(await said);
}

/** A Node that starts on a busy machine takes a second and more. */
async function listening(lab: Lab): Promise<void> {
  for (let look = 0; look < 100; look++) {
    if ((await lab.switch.run('ss', ['-Hltn', 'sport = :22'])) !== '') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('nobody listens');
}
