import { link } from '../../src/host/lab/link.js';
import { describeBackends } from '../packets/kernel.js';
import { count } from '../packets/tally.js';
import { bannedSources, exchange, protect, request } from './scenario.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
sip: { strangers: { from: [198.51.100.0/24, "2001:db8:7::/48"], per_subnet: { all: 500/s } } }
`;

const inside = ['198.51.100.7', '2001:db8:7::9'];
const outside = ['192.0.2.77', '2001:db8:8::7'];

describeBackends('strangers from a list', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));

  test('those inside are heard, those outside not, and nobody is banned for it', async () => {
    const stream = { payloads: [request('REGISTER')], every: 0 };
    const { delivered } = await exchange(
      lab(),
      ...[...inside, '203.0.113.10'].map((from) => ({ ...stream, from, count: 2 })),
      ...outside.map((from) => ({ ...stream, from, count: 300 })),
    );
    for (const from of [...inside, '203.0.113.10']) expect(count(delivered, { from })).toBeGreaterThan(0);
    for (const from of outside) expect([from, count(delivered, { from })]).toEqual([from, 0]);
    expect(await bannedSources(lab(), backend)).toEqual([]);
  });

  test('over TCP the handshake is refused', async () => {
    const outcomes: (string | undefined)[] = [];
    for (const from of [...inside, ...outside]) {
      const [one] = await lab().world.connect({ from: [from], toPort: 5060, every: 0, patience: 300 });
      outcomes.push(one?.outcome);
    }
    expect(outcomes).toEqual(['connected', 'connected', 'timeout', 'timeout']);
  });

  test('whom the switch calls may answer from anywhere, and begin nothing', async () => {
    const [peer = ''] = outside;
    await lab().switch.send({
      from: [link.switch.ipv4],
      fromPorts: [5060],
      to: peer,
      toPort: 5060,
      payloads: [request('INVITE')],
      count: 1,
      every: 0,
    });
    const { delivered } = await exchange(
      lab(),
      { from: [peer], payloads: [request('BYE')], count: 1, every: 0 },
      { from: [peer], payloads: [request('INVITE')], count: 1, every: 0 },
    );
    expect(delivered.map(({ word }) => word)).toEqual(['BYE']);
  });

  test('the deepest way there is loads: learning, and a share of each subnet', async () => {
    const deep = policy.replace('sip: {', 'sip: { learn: 1h, ports: { encrypted: [5070] },');
    await protect(lab(), backend, deep);
    const stream = { payloads: [request('REGISTER')], count: 2, every: 0 };
    const { delivered } = await exchange(lab(), ...outside.map((from) => ({ ...stream, from })));
    expect(delivered).toEqual([]);
  });
});
