import { checked, saying, table } from './checked.js';

describe('SSH', () => {
  table(
    ['VG301', 'VG302'],
    [
      ['open to everybody', 'services:\n  ssh: { tcp: [22] }', ['3:3 VG301']],
      ['inside a range', 'services:\n  all: { tcp: [1-1024] }', ['3:3 VG301']],
      ['at another port, by its name', 'services:\n  ssh: { tcp: [2222] }', ['3:3 VG301']],
      ['to all of IPv4', 'services:\n  ssh: { tcp: [22], from: [0.0.0.0/0] }', ['3:27 VG301']],
      ['to more than a /8', 'services:\n  ssh: { tcp: [22], from: [10.0.0.0/7] }', ['3:27 VG301']],
      ['to all of IPv6', 'services:\n  ssh: { tcp: [22], from: ["2000::/3"] }', ['3:27 VG301']],
      [
        'to halves of IPv4',
        'services:\n  ssh: { tcp: [22], from: [0.0.0.0/1, 128.0.0.0/1] }',
        ['3:27 VG301'],
      ],
      ['to a /8', 'services:\n  ssh: { tcp: [22], from: [10.0.0.0/8] }', []],
      ['to the office', 'services:\n  ssh: { tcp: [22], from: [192.0.2.8/29] }', []],
      ['at another port, for the office', 'services:\n  ssh: { tcp: [2222], from: [192.0.2.8/29] }', []],
      ['over UDP is not SSH', 'services:\n  ssh: { udp: [22] }', ['2:1 VG302']],
      ['not opened at all', 'services:\n  web: { tcp: [443], from: [192.0.2.8] }', ['2:1 VG302']],
      ['not opened, no services written', 'name: a', ['1:1 VG302']],
      ['not opened, the rest left alone', 'default: leave', []],
    ],
  );
});

describe('management', () => {
  table(
    ['VG303', 'VG304'],
    [
      ['the web pages', 'services:\n  web: { tcp: [8080, 8443] }', ['3:3 VG303']],
      ['the client', 'services:\n  client: { tcp: [1202], from: [0.0.0.0/0] }', ['3:32 VG303']],
      ['plain HTTP', 'services:\n  web: { tcp: [80] }', ['3:3 VG303']],
      ['MySQL', 'services:\n  db: { tcp: [3306] }', ['3:3 VG304']],
      ['everything', 'services:\n  all: { tcp: [1-65535] }', ['3:3 VG303', '3:3 VG304']],
      ['for the office', 'services:\n  web: { tcp: [8080, 1202, 3306], from: [192.0.2.8] }', []],
      ['other ports', 'services:\n  h323: { tcp: [1719-1720] }', []],
      ['the same numbers over UDP', 'services:\n  x: { udp: [3306, 8080] }', []],
    ],
  );

  test('one finding names every port', () => {
    const [found] = checked('vosguard: 1\nservices:\n  web: { tcp: [8080, 1202] }\n').filter(
      ({ code }) => code === 'VG303',
    );
    expect(found && saying([found])).toBe(
      'The service "web" lets everybody reach tcp 1202 (client), tcp 8080 (web).',
    );
  });
});

describe('trusted', () => {
  table(
    ['VG305'],
    [
      ['all of IPv4', 'trusted: [0.0.0.0/0]', ['2:10 VG305']],
      ['all of IPv6', 'trusted: ["::/0"]', ['2:10 VG305']],
      ['through a group', 'addresses:\n  all: [0.0.0.0/1]\ntrusted: [all]', ['4:10 VG305']],
      ['carriers', 'trusted: [203.0.113.10, "2001:db8::/32"]', []],
      ['nobody', 'name: a', []],
    ],
  );
});

describe('services for whom SIP knows', () => {
  const media = 'services: { media: { udp: [10000-39999, 40000-47999], from: [trusted, known] } }';
  table(
    ['VG396', 'VG398'],
    [
      ['beside lanes', media, ['2:61 VG396']],
      ['without lanes', `${media}\nsip: { strangers: deny }`, ['2:61 VG398']],
      ['of trusted alone', media.replace(', known', ''), []],
    ],
  );
});

describe('SSH for anybody', () => {
  const ssh = (more: string) => `services: { ssh: { tcp: [22]${more} } }`;
  table(
    ['VG301'],
    [
      ['said, and limited', ssh(', from: [any], limit: 6/min burst 3'), []],
      ['said, without a limit', ssh(', from: [any]'), ['2:13 VG301']],
      ['limited, and not said', ssh(', limit: 6/min burst 3'), ['2:13 VG301']],
      ['by one device', ssh(', on: [eth1]'), []],
    ],
  );
});
