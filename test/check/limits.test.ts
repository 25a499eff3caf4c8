import { checked, relatedTo, saying, table } from './checked.js';

const strangers = (body: string) => `sip:\n  strangers:\n    ${body}`;

describe('a method above all', () => {
  table(
    ['VG331'],
    [
      ['in rate', strangers('limits: { REGISTER: 30/s burst 40, all: 20/s burst 50 }'), ['4:25 VG331']],
      ['in burst', strangers('limits: { REGISTER: 5/s burst 60, all: 20/s burst 50 }'), ['4:25 VG331']],
      [
        'in another unit',
        strangers('limits: { REGISTER: 1300/min burst 5, all: 20/s burst 50 }'),
        ['4:25 VG331'],
      ],
      ['the default of all', strangers('limits: { INVITE: 21/s burst 21 }'), ['4:23 VG331']],
      [
        'as a window',
        strangers('limits: { REGISTER: { window: 60 in 10s }, all: 20/s burst 50 }'),
        ['4:25 VG331'],
      ],
      [
        'as a map',
        strangers('limits: { REGISTER: { rate: 30/s burst 40 }, all: 20/s burst 50 }'),
        ['4:25 VG331'],
      ],
      [
        'of a subnet',
        strangers('per_subnet: { INVITE: 90/s burst 90, all: 60/s burst 120 }'),
        ['4:27 VG331'],
      ],
      [
        'of all strangers',
        strangers('together: { other: 200/s burst 200, all: 100/s burst 200 }'),
        ['4:24 VG331'],
      ],
      ['of known sources', 'sip:\n  known:\n    limits: { INVITE: 300/s burst 300 }', ['4:23 VG331']],
      ['equal to it', strangers('limits: { REGISTER: 20/s burst 50, all: 20/s burst 50 }'), []],
      ['a low all over the defaults', strangers('limits: { all: 1/s burst 1 }'), []],
      ['counted by destination', strangers('limits: { REGISTER: { rate: 30/s, per: destination } }'), []],
      ['allowed, dropped', strangers('limits: { REGISTER: allow, INVITE: drop }'), []],
      ['all taken out', strangers('limits: { REGISTER: 1000/s, all: null }'), []],
    ],
  );

  test('says both limits by name', () => {
    const found = checked(
      `vosguard: 1\n${strangers('limits: { REGISTER: { window: 60 in 10s }, all: 20/s burst 50 }')}`,
    );
    const pair = found.filter(({ code }) => code === 'VG331');
    expect(saying(pair)).toBe(
      'sip.strangers.limits.REGISTER (60 in 10s) is above sip.strangers.limits.all (20/s burst 50).',
    );
    expect(pair.map(relatedTo)).toEqual([['4:53']]);
  });
});

describe('shared limits below those of one source', () => {
  table(
    ['VG332', 'VG333'],
    [
      ['a subnet', strangers('per_subnet: { all: 10/s burst 20 }'), ['4:24 VG332']],
      ['a subnet, in burst alone', strangers('per_subnet: { all: 60/s burst 40 }'), ['4:24 VG332']],
      [
        'a subnet, one method',
        strangers('per_subnet: { INVITE: 5/s burst 20, all: 60/s burst 120 }'),
        ['4:27 VG332'],
      ],
      [
        'a source above the default of all together',
        strangers('limits: { REGISTER: 150/s burst 150, all: 150/s burst 150 }'),
        ['4:25 VG333'],
      ],
      ['all strangers', strangers('together: { INVITE: 5/s burst 5 }'), ['4:25 VG333']],
      ['all strangers and all packets', strangers('together: { all: 10/s burst 100 }'), ['4:22 VG333']],
      ['equal', strangers('per_subnet: { all: 20/s burst 50 }'), []],
      ['another key', strangers('together: { BYE: 1/s }'), []],
      ['the defaults', 'name: a', []],
    ],
  );
});

describe('the flood ban', () => {
  const flood = (over: string) => `sip:\n  bans:\n    flood: { over: ${over}, for: 10m }`;
  table(
    ['VG334'],
    [
      ['below all', flood('10/s burst 200'), ['4:20 VG334']],
      ['below in burst', flood('100/s burst 10'), ['4:20 VG334']],
      ['a limit above its default', strangers('limits: { all: 300/s burst 300 }'), ['4:20 VG334']],
      ['beyond', flood('50/s burst 100'), []],
      ['nothing limited for strangers', `${flood('1/s')}\n  strangers: deny`, []],
    ],
  );
});

describe('a bucket that takes more than a day to fill', () => {
  table(
    ['VG339'],
    [
      ['by two packets a day', strangers('limits: { REGISTER: 1/d burst 2 }'), ['4:25 VG339']],
      ['by an hour', strangers('per_subnet: { all: 1/h burst 25 }'), ['4:24 VG339']],
      ['of all strangers', strangers('together: { all: 1/min burst 1441 }'), ['4:22 VG339']],
      ['as a map', strangers('limits: { all: { rate: 1/d, burst: 2, per: both } }'), ['4:20 VG339']],
      ['a window', strangers('limits: { all: { window: 2 in 2d } }'), ['4:20 VG339']],
      ['of known sources', 'sip: { known: { limits: { all: 1/d burst 2 } } }', ['2:32 VG339']],
      ['of a ban', 'sip: { bans: { flood: { over: 1/d burst 2, for: 1h } } }', ['2:31 VG339']],
      ['of the log', 'logging: { drops: 1/d burst 2 }', ['2:19 VG339']],
      ['a day each', strangers('limits: { all: 1/d, INVITE: 1/h burst 24, ACK: { window: 9 in 1d } }'), []],
    ],
  );
});

describe('an entry that expires early', () => {
  const limit = (rate: string, expire: string) =>
    strangers(`limits: { REGISTER: { rate: ${rate}, expire: ${expire} } }`);
  table(
    ['VG335'],
    [
      ['long before', limit('6/min burst 6', '2s'), ['4:56 VG335']],
      ['just before', limit('5/s burst 10', '1999ms'), ['4:55 VG335']],
      ['just in time', limit('5/s burst 10', '2s'), []],
      ['none given', strangers('limits: { REGISTER: 6/min burst 6 }'), []],
    ],
  );

  test('says the smallest good value', () => {
    expect(saying(checked(`vosguard: 1\n${limit('7/min burst 6', '2s')}`))).toContain(
      'takes 51429ms to fill',
    );
  });
});
