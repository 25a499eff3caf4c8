import { checked, relatedTo, saying, table } from './checked.js';

const strangers = (text: string) => `sip: { strangers: { ${text} } }`;
const known = (text: string) => `sip: { known: { ${text} } }`;
const add = (...signatures: readonly string[]) =>
  `signatures: { add: [${signatures.map((one) => `{ ${one} }`).join(', ')}] }`;

describe('limits that no packet meets', () => {
  table(
    ['VG366', 'VG367', 'VG368'],
    [
      ['the defaults', 'name: a', []],
      ['a method that each source may not send', strangers('per_subnet: { MESSAGE: 1/s }'), ['2:35 VG366']],
      ['a method that is greylisted', strangers('per_subnet: { OPTIONS: 1/s }'), []],
      ['its size', strangers('max_size: { MESSAGE: 900 }'), ['2:33 VG366']],
      ['behind other', strangers('limits: { other: drop }, together: { BYE: 1/s }'), ['2:58 VG366']],
      [
        'behind all',
        strangers('limits: { all: drop }, together: { REGISTER: 9/s, other: 9/s }'),
        ['2:56 VG366', '2:71 VG366'],
      ],
      [
        'other is more than what is dropped as other',
        strangers('limits: { other: drop }, together: { other: 9/s }'),
        [],
      ],
      ['a method that is let in', strangers('limits: { OPTIONS: 1/s }, together: { OPTIONS: 9/s }'), []],
      [
        'a class that known sources have not',
        known('limits: { keepalive: 1/s, unrecognised: 1/s }'),
        ['2:43 VG366', '2:27 VG366'],
      ],
      ['nor their ports', known('per_port: { keepalive: 1/s }'), ['2:29 VG366']],
      ['a subnet with all', strangers('per_subnet: { REGISTER: 100/s burst 200 }'), ['2:45 VG367']],
      ['a subnet with less', strangers('per_subnet: { REGISTER: 99/s burst 900 }'), []],
      [
        'the cap that a subnet fills',
        strangers('together: { all: 60/s burst 120 }, per_subnet: { all: 60/s burst 120 }'),
        ['2:75 VG367'],
      ],
      ['a cap where no subnet is counted', strangers('together: { all: 60/s burst 120 }'), []],
      ['a port with all', known('per_port: { REGISTER: 50/s burst 100 }'), ['2:39 VG368']],
      ['a port with less', known('per_port: { REGISTER: 50/s burst 99 }'), []],
      [
        'nobody is a stranger',
        'sip: { strangers: deny, known: { per_port: { REGISTER: 90/s burst 900 } } }',
        [],
      ],
    ],
  );

  test('what takes the packets first is shown', () => {
    const found = checked(`vosguard: 1\n${strangers('limits: { other: drop }, together: { BYE: 1/s }')}\n`);
    const about = found.filter(({ code }) => code === 'VG366');
    expect(about.map(relatedTo)).toEqual([['2:38']]);
    expect(saying(about)).toContain('sip.strangers.limits.other has dropped');
  });
});

describe('signatures that find nothing', () => {
  table(
    ['VG370', 'VG371'],
    [
      [
        'one within another',
        add('id: a, raw: Dialer', 'id: b, header: User-Agent, begins: XDialer'),
        ['2:82 VG370'],
      ],
      [
        'the wider one later',
        add('id: a, header: User-Agent, begins: XDialer', 'id: b, raw: DIALER'),
        ['2:58 VG370'],
      ],
      ['two of the same', add('id: a, raw: Dialer', 'id: b, raw: dialer'), ['2:59 VG370']],
      ['one in a pack', add('id: a, header: User-Agent, begins: friendly-scanner/2'), ['2:58 VG370']],
      [
        'in another header',
        add('id: a, header: From, contains: Dialer', 'id: b, header: To, contains: Dialer'),
        [],
      ],
      [
        'both texts of one',
        add('id: a, header: From, contains: Dialer', 'id: b, header: From, begins: XDialer'),
        ['2:95 VG370'],
      ],
      ['in a method that is dropped', add('id: a, method: MESSAGE, begins: "sip:nm"'), ['2:55 VG371']],
      ['in one that is greylisted', add('id: a, method: OPTIONS, begins: "sip:nm"'), []],
      [
        'in one that is dropped as other',
        `${add('id: a, method: BYE, begins: "sip:nm"')}\n${strangers('limits: { other: drop }')}`,
        ['2:51 VG371'],
      ],
      ['in one that is let in', add('id: a, method: INVITE, begins: "sip:nm"'), []],
    ],
  );
});

describe('what only trusted sources would meet', () => {
  table(
    ['VG373'],
    [
      ['deny alone', 'sip: { strangers: deny }', []],
      [
        'and the rest',
        'sip: { strangers: deny, learn: 1h, bans: { signature: 1h }, sizes: { known: 20000 }, known: { remember: 3h } }\nsignatures: { use: [attack-tools] }',
        ['2:86 VG373', '2:25 VG373', '2:36 VG373', '2:61 VG373', '3:1 VG373'],
      ],
      ['strangers are let in', 'sip: { learn: 1h }', []],
    ],
  );
});

describe('addresses', () => {
  table(
    ['VG374', 'VG375'],
    [
      ['all of IPv4', 'trusted: [203.0.113.10]\nblocked: [0.0.0.0/1, 128.0.0.0/1]', ['3:10 VG374']],
      ['all of IPv4 where there is none', 'trusted: ["2001:db8::1"]\nblocked: [0.0.0.0/0]', []],
      [
        'all of IPv6',
        'services: { ssh: { tcp: [22], from: ["2001:db8::1"] } }\nblocked: ["::/0"]',
        ['3:10 VG374'],
      ],
      ['an IPv4 /8', 'trusted: [203.0.113.10]\nblocked: [10.0.0.0/8]', []],
      ['loopback', 'trusted: [127.0.0.1, "::1"]', ['2:11 VG375', '2:22 VG375']],
      [
        'multicast',
        'services: { ssh: { tcp: [22], from: [224.0.0.251, "ff02::fb"] } }',
        ['2:38 VG375', '2:51 VG375'],
      ],
      [
        'the edges',
        'trusted: [0.255.255.255, 1.0.0.0, 126.255.255.255, 239.255.255.255, 240.0.0.0, "fe80::1"]',
        ['2:11 VG375', '2:52 VG375'],
      ],
      ['a list of bogus networks', 'blocked: [0.0.0.0/8, 127.0.0.0/8, 224.0.0.0/4]', []],
    ],
  );
});
