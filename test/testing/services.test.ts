import { lintText } from '../lint-text.js';
import { failuresOf } from './failures.js';

const policy = (services: string, more = '') => `vosguard: 1
target: { platform: debian12 }
addresses: { office: [192.0.2.8/29, "2001:db8:8::/64"] }
trusted: [203.0.113.10]
services: { ${services} }
${more}
`;

const all = (services: string, tests: readonly string[], more = '') =>
  failuresOf(
    `${policy(services, more)}tests:\n${tests.map((one, i) => `  - { name: t${i}, ${one} }\n`).join('')}`,
  );

/** One packet, or several, and how many of them get through. */
const sends = (what: string, delivered: number | string, then = '') =>
  `send: { ${what} }, expect: { delivered: ${delivered} }${then === '' ? '' : `, then: [ { ${then} } ]`}`;

describe('a limit', () => {
  const ssh = 'ssh: { tcp: [22], from: [any], limit: 6/min burst 3 }';
  const from = 'from: 192.0.2.77, port: 22, transport: tcp, payload: "SSH-2.0-x\\r\\n"';

  test.each(['deny', 'leave'])(
    'counts TCP connections of a source behind the handshake (default: %s)',
    (way) => {
      const tests = [
        `ports: 5, ${sends(`${from}, count: 5, every: 1s`, 3)}`,
        `ports: 3, ${sends(`${from}, count: 300, every: 10ms`, 300)}`,
        `ports: 5, ${sends(`${from}, count: 5`, 3, `wait: 20s, ${sends(`${from}, count: 5`, 2)}`)}`,
        sends('from: "2001:db8:1::7", port: 22, transport: tcp, payload: x', 1),
      ];
      expect(all(ssh, tests, `default: ${way}`)).toEqual([]);
    },
  );

  test('is for those alone whom the service names', () => {
    const office = 'ssh: { tcp: [22], from: [office], limit: 6/min burst 3 }';
    const other = from.replace('192.0.2.77', '192.0.2.9');
    expect(all(office, [`ports: 5, ${sends(`${other}, count: 5`, 3)}`, sends(from, 0)])).toEqual([]);
  });

  test('of UDP counts flows, and not what is answered', () => {
    const dns = 'dns: { udp: [53], limit: 1/min burst 4 }';
    const ask = 'from: 192.0.2.77, port: 53';
    const tests = [
      `ports: 9, ${sends(`${ask}, payload: x, count: 9`, 4)}`,
      `answer: 200, ${sends(`${ask}, method: REGISTER, count: 200, every: 10ms`, 200)}`,
    ];
    expect(all(dns, tests)).toEqual([]);
  });

  test('of a protocol and of ICMP counts packets', () => {
    const services =
      'esp: { protocol: esp, limit: 1/min burst 4 }, ping: { icmp: [echo-request], limit: 1/min burst 2 }';
    const tests = [
      sends('from: 192.0.2.77, protocol: esp, count: 9', 4),
      sends('from: 192.0.2.77, icmp: echo-request, count: 9', 2),
      sends('from: "2001:db8:9::1", icmp: echo-request, count: 9', 2),
    ];
    expect(all(services, tests)).toEqual([]);
  });
});

describe('connections', () => {
  test('of a source that are open at once', () => {
    const from = 'from: 192.0.2.77, port: 443, transport: tcp, payload: x, count: 9, every: 10ms';
    expect(all('web: { tcp: [443], connections: 4 }', [`ports: 9, ${sends(from, 4)}`])).toEqual([]);
  });

  test('beside a limit', () => {
    const from = 'from: 192.0.2.77, port: 443, transport: tcp, payload: x, count: 9, every: 10ms';
    const both = (limit: number, connections: number) =>
      `web: { tcp: [443], limit: ${limit}/min, connections: ${connections} }`;
    expect(all(both(6, 4), [`ports: 9, ${sends(from, 4)}`])).toEqual([]);
    expect(all(both(3, 7), [`ports: 9, ${sends(from, 3)}`])).toEqual([]);
  });
});

test('packets count what is established too', () => {
  const media = 'media: { udp: [10000-20000], packets: 100/s burst 50 }';
  const rtp = 'from: 192.0.2.77, port: 12000, method: INFO, count: 300, every: 1ms';
  expect(all(media, [`answer: 200, ${sends(rtp, '78..81')}`])).toEqual([]);
});

describe('from', () => {
  const media = 'media: { udp: [10000-20000], from: [trusted, known, called, office] }';
  const rtp = (from: string, delivered: number) => sends(`from: ${from}, port: 12000, payload: x`, delivered);

  test.each(['deny', 'leave'])('takes in whom SIP knows (default: %s)', (way) => {
    const tests = [
      rtp('203.0.113.10', 1),
      rtp('192.0.2.9', 1),
      rtp('192.0.2.77', 0),
      `answer: 200, ${sends('from: 192.0.2.77, method: REGISTER', 1, rtp('192.0.2.77', 1))}`,
      sends('to: 198.51.100.4, method: INVITE', 1, rtp('198.51.100.4', 1)),
    ];
    expect(all(media, tests, `default: ${way}`)).toEqual([]);
  });

  test('without lanes nobody is known', () => {
    const tests = [rtp('203.0.113.10', 1), rtp('192.0.2.77', 0)];
    expect(all(media, tests, 'sip: { strangers: deny }')).toEqual([]);
    expect(
      all('media: { udp: [10000-20000], from: [known] }', [rtp('192.0.2.77', 0)], 'sip: { strangers: deny }'),
    ).toEqual([]);
  });

  test('a group of such a name is meant before the word', () => {
    const text = policy('web: { tcp: [443], from: [known] }').replace(
      'office:',
      'known: [192.0.2.1], office:',
    );
    const [service] = lintText(text).policy.services.filter(({ name }) => name === 'web');
    expect(service?.learned).toEqual([]);
  });
});

describe('devices and addresses', () => {
  test.each(['deny', 'leave'])('a service by its device alone (default: %s)', (way) => {
    const services = 'mysql: { tcp: [3306], on: [eth1, "tun*"] }';
    const tcp = 'from: 192.0.2.77, port: 3306, transport: tcp, payload: x';
    const tests = [
      sends(`${tcp}, on: eth1`, 1),
      sends(`${tcp}, on: tun7`, 1),
      sends(`${tcp}, on: eth0`, 0),
      sends(tcp, 0),
    ];
    expect(all(services, tests, `default: ${way}`)).toEqual([]);
  });

  test('a service on its address alone', () => {
    const services = 'vip: { tcp: [443], to: [198.51.100.1, "2001:db8:7::1"] }';
    const tcp = 'port: 443, transport: tcp, payload: x';
    const tests = [
      sends(`from: 192.0.2.77, ${tcp}, at: 198.51.100.1`, 1),
      sends(`from: 192.0.2.77, ${tcp}, at: 198.51.100.2`, 0),
      sends(`from: "2001:db8:1::7", ${tcp}, at: "2001:db8:7::1"`, 1),
      sends(`from: "2001:db8:1::7", ${tcp}, at: "2001:db8:7::2"`, 0),
    ];
    expect(all(services, tests)).toEqual([]);
  });

  test('SIP on its address and by its device alone', () => {
    const sip = 'sip: { to: [198.51.100.1], on: [eth0] }';
    const register = 'from: 192.0.2.77, method: REGISTER, count: 30';
    const tests = [
      sends(`${register}, at: 198.51.100.1, on: eth0`, 10),
      sends(`${register}, at: 198.51.100.1, on: eth0, transport: tcp`, '1..30'),
      sends(`${register}, at: 198.51.100.2, on: eth0`, 0),
      sends(`${register}, at: 198.51.100.1, on: eth1`, 0),
      sends(`${register}, at: 198.51.100.2, on: eth0, transport: tcp`, 0),
      `answer: 200, ${sends('from: 192.0.2.77, method: REGISTER, at: 198.51.100.1, on: eth0', 1).replace('expect: {', 'expect: { known: true,')}`,
    ];
    expect(all('', tests, sip)).toEqual([]);
    // To the host's other rules the port is a port like others.
    expect(all('', [sends('from: 192.0.2.77, count: 30, on: eth1', 30)], `${sip}\ndefault: leave`)).toEqual(
      [],
    );
  });

  test('a name that another stands for is one name', () => {
    const { policy: read } = lintText(policy('p: { tcp: [9], on: [eth0, "eth*", eth0, "e*", tun0] }'));
    expect(read.services.find(({ name }) => name === 'p')?.on).toEqual(['e*', 'tun0']);
  });
});

describe('icmp', () => {
  test.each(['deny', 'leave'])(
    'an echo that a service names is open to whom it names (default: %s)',
    (way) => {
      const tests = [
        sends('from: 192.0.2.9, icmp: echo-request', 1),
        sends('from: 192.0.2.77, icmp: echo-request', 0),
        sends('from: "2001:db8:8::1", icmp: echo-request', 1),
        sends('from: "2001:db8:9::1", icmp: echo-request', 0),
        sends('from: 192.0.2.77, icmp: destination-unreachable', 1),
      ];
      expect(all('ping: { icmp: [echo-request], from: [office] }', tests, `default: ${way}`)).toEqual([]);
    },
  );

  test('otherwise it is open, and other types are not', () => {
    const tests = [
      sends('from: 192.0.2.77, icmp: echo-request', 1),
      sends('from: 192.0.2.77, icmp: timestamp-request', 0),
      sends('from: 192.0.2.9, icmp: 13', 1),
    ];
    expect(all('time: { icmp: [timestamp-request], from: [office] }', tests)).toEqual([]);
  });
});

test.each([
  ['p: { icmp: [echo] }', 'VG206'],
  ['p: { icmp: [256] }', 'VG204'],
  ['p: { tcp: [9], on: [eth*x] }', 'VG206'],
  ['p: { tcp: [9], on: [a-name-that-is-too-long] }', 'VG205'],
  ['p: { tcp: [9], limit: often }', 'VG210'],
  ['p: { tcp: [9], connections: 0 }', 'VG204'],
  ['p: { from: [office] }', 'VG203'],
  ['p: { tcp: [9], to: [nowhere] }', 'VG228'],
])('%s: %s', (services, code) => {
  expect(() => lintText(policy(services))).toThrow(code);
});
