import { brief, checked, relatedTo, saying, table } from './checked.js';

describe('trusted and blocked', () => {
  table(
    ['VG311'],
    [
      ['the same address', 'trusted: [203.0.113.7]\nblocked: [203.0.113.7]', ['2:11 VG311']],
      ['a network around it', 'trusted: [203.0.113.7]\nblocked: [203.0.113.0/24]', ['2:11 VG311']],
      ['IPv6', 'trusted: ["2001:db8::/32"]\nblocked: ["2001:db8:1::1"]', ['2:11 VG311']],
      [
        'an entry of a group',
        'addresses:\n  c: [192.0.2.1, 203.0.113.7]\ntrusted: [c]\nblocked: [203.0.113.7]',
        ['3:18 VG311'],
      ],
      [
        'two entries',
        'trusted: [203.0.113.7, 203.0.113.8]\nblocked: [203.0.113.0/24]',
        ['2:11 VG311', '2:24 VG311'],
      ],
      ['neighbours', 'trusted: [203.0.113.0/25]\nblocked: [203.0.113.128/25]', []],
      ['nothing blocked', 'trusted: [203.0.113.0/25]', []],
    ],
  );

  test('names both places and the addresses', () => {
    const list = '# a list\n198.51.100.0/24 # bad\n203.0.113.4-203.0.113.9\n';
    const policy =
      'vosguard: 1\ntrusted: [203.0.113.0/28]\naddresses: { bad: { file: list.txt } }\nblocked: [bad]\n';
    const found = checked(policy, { 'list.txt': list }).filter(({ code }) => code === 'VG311');
    expect(found.map(brief)).toEqual(['2:11 VG311']);
    expect(found.map(relatedTo)).toEqual([['list.txt:3:1']]);
    expect(saying(found)).toBe('Both trusted and blocked: 203.0.113.4-203.0.113.9.');
  });

  test('many blocked entries within a trusted network are one finding', () => {
    const blocked = Array.from({ length: 9 }, (_, i) => `203.0.113.${2 * i}`).join(', ');
    const policy = `vosguard: 1\ntrusted: [203.0.113.0/24]\nblocked: [${blocked}]\n`;
    const found = checked(policy).filter(({ code }) => code === 'VG311');
    expect(found.map(relatedTo)).toEqual([['3:11', '3:24', '3:37']]);
    expect(saying(found)).toBe(
      'Both trusted and blocked: 203.0.113.0, 203.0.113.2, 203.0.113.4, and 6 more.',
    );
  });

  test('what is in both through one group is named at both uses', () => {
    const policy = 'vosguard: 1\naddresses: { a: [203.0.113.7] }\ntrusted: [a]\nblocked: [a]\n';
    expect(
      checked(policy)
        .filter(({ code }) => code === 'VG311')
        .map(brief),
    ).toEqual(['2:18 VG311']);
  });
});

describe("services' sources and blocked", () => {
  table(
    ['VG312'],
    [
      [
        'the office',
        'blocked: [192.0.2.0/24]\nservices:\n  ssh: { tcp: [22], from: [192.0.2.8/29] }',
        ['4:28 VG312'],
      ],
      [
        'another network',
        'blocked: [203.0.113.0/24]\nservices:\n  ssh: { tcp: [22], from: [192.0.2.8/29] }',
        [],
      ],
      ['open to everybody anyway', 'blocked: [192.0.2.0/24]\nservices:\n  x: { tcp: [99] }', []],
    ],
  );
});

describe('entries past their day', () => {
  const entry = (until: string) =>
    `addresses:\n  a: [{ address: 203.0.113.9, until: ${until}, reason: trial }]\ntrusted: [a]`;
  table(
    ['VG313'],
    [
      ['yesterday', entry('2026-06-14'), ['3:38 VG313']],
      ['years ago', entry('1999-12-31'), ['3:38 VG313']],
      ['today', entry('2026-06-15'), []],
      ['later', entry('2027-01-31'), []],
    ],
  );
});

describe('groups', () => {
  const group = 'addresses:\n  a: [203.0.113.9]\n';
  table(
    ['VG314'],
    [
      ['never used', group, ['3:3 VG314']],
      ['trusted', `${group}trusted: [a]`, []],
      ['blocked', `${group}blocked: [a]`, []],
      ['of a service', `${group}services: { x: { tcp: [99], from: [a] } }`, []],
      ['of the web access control', `${group}vos3000: { web_access_control: [a] }`, []],
      ['part of another', `${group}  b: [a]\ntrusted: [b]`, []],
      ['part of one that is not used', `${group}  b: [a]`, ['4:3 VG314']],
      ['dated', `${group}  b: [{ address: a, until: 2030-01-01, reason: x }]\ntrusted: [b]`, []],
      ['used by a profile alone', `${group}profiles: { p: { trusted: [a] } }`, []],
    ],
  );
});

describe('strangers from a list', () => {
  table(
    ['VG395', 'VG375', 'VG314'],
    [
      ['of nobody', 'sip: { strangers: { from: [] } }', ['2:27 VG395']],
      ['of an empty group', 'addresses: { c: [] }\nsip: { strangers: { from: [c] } }', ['3:27 VG395']],
      ['of somebody', 'addresses: { c: [192.0.2.1] }\nsip: { strangers: { from: [c] } }', []],
      ['of loopback', 'sip: { strangers: { from: [127.0.0.1] } }', ['2:28 VG375']],
      ['none', 'sip: { strangers: { from: null } }', []],
    ],
  );
});

describe('own addresses', () => {
  table(
    ['VG392'],
    [
      ['of SIP', 'blocked: [198.51.100.0/24]\nsip: { to: [198.51.100.1] }', ['3:13 VG392']],
      [
        'of a service',
        'blocked: [198.51.100.0/24]\nservices: { vip: { tcp: [443], to: [198.51.100.1, 203.0.113.1] } }',
        ['3:37 VG392'],
      ],
      ['that nothing blocks', 'blocked: [192.0.2.0/24]\nsip: { to: [198.51.100.1] }', []],
    ],
  );
});
