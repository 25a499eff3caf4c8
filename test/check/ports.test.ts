import fc from 'fast-check';
import { common, missing, portRange } from '../../src/check/ports.js';
import { covers } from '../../src/net/port.js';
import { checked, relatedTo, saying, table } from './checked.js';

describe('media', () => {
  table(
    ['VG321'],
    [
      ['the published range', 'services:\n  media: { udp: [10000-20000] }', ['3:17 VG321']],
      ['without IVR', 'services:\n  media: { udp: [10000-39999] }', ['3:17 VG321']],
      ['one port short', 'services:\n  media: { udp: [10001-47999] }', ['3:17 VG321']],
      ['no UDP at all', 'services:\n  media: { tcp: [99], udp: null }', ['3:10 VG321']],
      ['all of it', 'services:\n  media: { udp: [10000-47999] }', []],
      ['more than it', 'services:\n  media: { udp: [1024-65535] }', []],
      [
        'the rest in another service',
        'services:\n  media: { udp: [10000-39999] }\n  ivr: { udp: [40000-47999] }',
        [],
      ],
      ['the default', 'services:\n  x: { tcp: [99] }', []],
      ['taken out on purpose', 'services:\n  media: null', []],
      ['nothing is closed', 'default: leave\nservices:\n  media: { udp: [10000-20000] }', []],
    ],
  );

  test('names what is missing', () => {
    const found = checked('vosguard: 1\nservices: { media: { udp: [10000-20000, 30000-45000] } }\n');
    expect(saying(found)).toContain('udp 20001-29999, 45001-47999,');
  });
});

describe('SIP ports', () => {
  table(
    ['VG322', 'VG323', 'VG325'],
    [
      ['among the media, by the SIP port', 'sip:\n  ports: { udp: [5060, 12000] }', ['3:17 VG322']],
      ['among the media, by the range', 'services:\n  media: { udp: [5000-47999] }', ['3:17 VG322']],
      ['among the media, encrypted', 'sip:\n  ports: { encrypted: { udp: [12000] } }', ['3:30 VG322']],
      ['as a service', 'services:\n  sip: { udp: [5060] }', ['3:15 VG323']],
      ['as a service over TCP', 'services:\n  sip: { tcp: [5060] }', ['3:15 VG323']],
      [
        'plain and encrypted',
        'sip:\n  ports: { udp: [5060, 5070], encrypted: { udp: [5070-5080] } }',
        ['3:49 VG325'],
      ],
      [
        'encrypted and plain by default',
        'sip:\n  ports: { encrypted: [5060] }',
        ['3:23 VG325', '3:23 VG325'],
      ],
      ['another transport', 'services:\n  x: { tcp: [6060] }', []],
      ['plain UDP, encrypted TCP', 'sip:\n  ports: { udp: [5070], encrypted: { tcp: [5070] } }', []],
    ],
  );
});

describe('two services', () => {
  table(
    ['VG324'],
    [
      ['on one port', 'services:\n  a: { tcp: [99], from: [192.0.2.1] }\n  b: { tcp: [99] }', ['4:13 VG324']],
      ['within the default media', 'services:\n  a: { udp: [20000] }', ['3:13 VG324']],
      [
        'three on one port',
        'services:\n  a: { tcp: [99] }\n  b: { tcp: [99] }\n  c: { tcp: [99] }',
        ['4:13 VG324', '5:13 VG324'],
      ],
      ['on neighbours', 'services:\n  a: { tcp: [98] }\n  b: { tcp: [99] }', []],
      ['on two transports', 'services:\n  a: { tcp: [99] }\n  b: { udp: [99] }', []],
    ],
  );

  test('names the other place', () => {
    const found = checked('vosguard: 1\nservices:\n  a: { tcp: [90-99] }\n  b: { tcp: [95-105] }\n').filter(
      ({ code }) => code === 'VG324',
    );
    expect(found.map(relatedTo)).toEqual([['3:13']]);
    expect(saying(found)).toBe('The services "a" and "b" both open tcp 95-99.');
  });
});

const port = fc.integer({ min: 1, max: 40 });
const range = fc.tuple(port, port).map(([a, b]) => portRange(Math.min(a, b), Math.max(a, b)));
const ranges = fc.array(range, { maxLength: 5 });
const ports = Array.from({ length: 40 }, (_, index) => index + 1);

test('common ports are those that both cover', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const shared = common(a, b);
      for (const one of ports) expect(covers(shared, one)).toBe(covers(a, one) && covers(b, one));
    }),
  );
});

test('missing ports are those that are wanted and not covered', () => {
  fc.assert(
    fc.property(range, ranges, (wanted, open) => {
      const gaps = missing(wanted, open);
      for (const one of ports) expect(covers(gaps, one)).toBe(covers([wanted], one) && !covers(open, one));
    }),
  );
});
