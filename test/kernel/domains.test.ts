import { describeBackends } from '../packets/kernel.js';
import { payload } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { bannedSources, exchange, protect } from './scenario.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
sip: { domains: [sip.example.com, pbx.example.org] }
`;

const families = [
  { named: '198.51.100.7', addressed: '198.51.100.8' },
  { named: '2001:db8:1::7', addressed: '2001:db8:2::7' },
] as const;

const headers = '\r\nTo: <sip:1@sip.example.com>\r\nFrom: <sip:1@sip.example.com:5060>;tag=1\r\n\r\n';
const lines = (hosts: readonly string[]) =>
  hosts.map((host) => payload(`INVITE sip:1@${host} SIP/2.0${headers}`));

const ours = lines(['sip.example.com', 'PBX.example.org:5060', 'sip.example.com;user=phone']);
const theirs = [
  ...lines(['203.0.113.5', '203.0.113.5:5060', 'other.example.com', '203.0.113.5;transport=udp']),
  payload(`\r\nREGISTER sip:203.0.113.5:5060 SIP/2.0${headers}`),
];

describeBackends('domains of the request line', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));

  test.each(families)(
    '$named: what names one is heard, an address is not, and nobody is banned',
    async (row) => {
      const { named, addressed } = row;
      const { delivered } = await exchange(
        lab(),
        { from: named, payloads: ours, count: ours.length, every: 2 },
        { from: addressed, payloads: theirs, count: theirs.length, every: 2 },
      );
      expect(count(delivered, { from: named })).toBe(ours.length);
      expect(count(delivered, { from: addressed })).toBe(0);
      expect(await bannedSources(lab(), backend)).toEqual([]);
    },
  );

  test('the trusted may ask by address', async () => {
    const stream = { from: '203.0.113.10', payloads: theirs.slice(0, 2), count: 2, every: 2 };
    expect((await exchange(lab(), stream)).delivered).toHaveLength(2);
  });
});
