import { checked, relatedTo, saying, table } from './checked.js';

describe('what is not compiled yet', () => {
  table(
    ['VG391', 'VG392', 'VG393'],
    [
      ['known', 'sip:\n  known: { remember: 1h }', ['3:3 VG391']],
      ['its limits', 'sip:\n  known: { limits: { all: 9/s } }', ['3:3 VG391']],
      ['challenged', 'sip:\n  bans:\n    challenged: { for: 1m }', ['4:5 VG392']],
      ['refused', 'sip:\n  bans:\n    refused: { for: 1m }', ['4:5 VG392']],
      ['both', 'sip:\n  bans:\n    refused: { for: 1m }\n    challenged: { for: 1m }', ['5:5 VG392']],
      ['taken out', 'sip:\n  bans: { refused: null, challenged: null }', []],
      ['the defaults', 'name: a', []],
      [
        'tests and parameters',
        'vos3000: { version: "2.1.9.07" }\ntests: [{ name: a, send: { from: 192.0.2.1, method: BYE }, expect: { delivered: 1 } }]',
        ['2:1 VG393', '3:1 VG393'],
      ],
    ],
  );

  test('both bans are one note', () => {
    const found = checked(
      'vosguard: 1\nsip:\n  bans: { challenged: { for: 1m }, refused: { for: 1m } }\n',
    ).filter(({ code }) => code === 'VG392');
    expect(found.map(relatedTo)).toEqual([['3:45']]);
    expect(saying(found)).toContain('sip.bans.challenged and sip.bans.refused: read');
  });
});
