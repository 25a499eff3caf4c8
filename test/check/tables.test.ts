import { table } from './checked.js';

describe('tables that a flood fills', () => {
  const sizes = (text: string) => `sip: { sizes: { ${text} } }`;
  table(
    ['VG356', 'VG357'],
    [
      ['the defaults', 'name: a', []],
      ['small ones', sizes('banned: 100, asked: 16383, sources: 16384'), ['2:25 VG356', '2:37 VG356']],
      ['the operator knows his own', sizes('known: 100, called: 100'), []],
      ['nobody fills them', 'sip: { strangers: deny, sizes: { banned: 100 } }', []],
      [
        'more customers than room',
        `${sizes('known: 100')}\nvos3000: { baseline: { registrations: 101 } }`,
        ['2:24 VG357'],
      ],
      ['room for all', `${sizes('known: 100')}\nvos3000: { baseline: { registrations: 100 } }`, []],
      ['more than the default has', 'vos3000: { baseline: { registrations: 200000 } }', ['2:39 VG357']],
    ],
  );
});

describe('the log', () => {
  table(
    ['VG358'],
    [
      ['the default', 'name: a', []],
      ['none', 'logging: null', []],
      ['5 a second', 'logging: { drops: 5/s burst 100 }', []],
      ['301 a minute', 'logging: { drops: 301/min burst 10 }', ['2:19 VG358']],
      ['many at once', 'logging: { drops: 1/min burst 101 }', ['2:19 VG358']],
    ],
  );
});

describe('services', () => {
  const client = 'services: { client: { tcp: [1202], from: [192.0.2.8] } }\n';
  const h323 = 'h323: { udp: [1719, 3719], tcp: [1720, 3720, 10000-39999], from: [192.0.2.8] }';
  table(
    ['VG359', 'VG369', 'VG394'],
    [
      ['a range for all', 'services: { a: { tcp: [1000-1049, 2000-2050] } }', ['2:23 VG359']],
      ['a hundred ports', 'services: { a: { tcp: [1000-1049, 2000-2049] } }', []],
      ['a range for some', 'services: { a: { tcp: [1000-2000], from: [192.0.2.8] } }', []],
      [
        'a range for half of the world',
        'services: { a: { tcp: [1000-2000], from: [0.0.0.0/1] } }',
        ['2:23 VG359'],
      ],
      ['media are UDP', 'services: { a: { udp: [10000-20000] } }', []],
      ['a switch without its client', 'vos3000: { dynamic_blacklist: on }', ['1:1 VG369', '2:1 VG394']],
      ['with it', `${client}vos3000: { dynamic_blacklist: on }`, ['3:1 VG394']],
      ['behind another firewall', 'default: leave\nvos3000: { dynamic_blacklist: on }', []],
      ['no VOS3000', 'trusted: [203.0.113.10]', []],
      [
        'with everything',
        `${client.replace(' } }\n', ` }, ${h323} }\n`)}sip: { ports: { encrypted: [5070-5080] } }\nvos3000: { dynamic_blacklist: on }`,
        [],
      ],
    ],
  );
});
