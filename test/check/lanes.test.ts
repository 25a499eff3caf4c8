import { checked, relatedTo, saying, table } from './checked.js';

const silent = (name: string, value: string) => `vos3000: { parameters: { ${name}: ${value} } }`;

describe('what the answers teach', () => {
  table(
    ['VG342', 'VG343', 'VG344', 'VG345'],
    [
      ['the defaults', 'name: a', []],
      ['a switch that stays silent', silent('SS_REPLYUNAUTHORIZED', '0'), ['2:26 VG342']],
      ['the later name', silent('SS_REPLY_UNAUTHORIZED', 'off'), ['2:26 VG342']],
      ['one that answers', silent('SS_REPLYUNAUTHORIZED', '1'), []],
      [
        'a silent one without those bans',
        `${silent('SS_REPLYUNAUTHORIZED', '0')}\nsip: { bans: { challenged: null, refused: null } }`,
        [],
      ],
      [
        'a silent one that talks to nobody else',
        `${silent('SS_REPLYUNAUTHORIZED', '0')}\nsip: { strangers: deny }`,
        [],
      ],
      ['known without a limit', 'sip: { known: { limits: { all: allow } } }', ['2:27 VG343']],
      ['its limit taken out', 'sip: { known: { limits: { all: null } } }', ['2:17 VG343']],
      ['a drop is a limit', 'sip: { known: { limits: { all: drop } } }', []],
      [
        'a ban that an office meets',
        'sip: { bans: { challenged: { over: 60/min burst 19 } } }',
        ['2:36 VG344'],
      ],
      ['one that it does not meet', 'sip: { bans: { challenged: { over: 6/min burst 20 } } }', []],
      ['observing for a day', 'sip: { learn: 24h }', []],
      ['and longer', 'sip: { learn: 25h }', ['2:15 VG345']],
    ],
  );

  test('a silent switch leads to the bans that it makes blind', () => {
    const found = checked(
      'vosguard: 1\nvos3000: { parameters: { SS_REPLYUNAUTHORIZED: 0 } }\nsip: { bans: { refused: { for: 1m } } }\n',
    ).filter(({ code }) => code === 'VG342');
    expect(found.map(relatedTo)).toEqual([['3:25']]);
    expect(saying(found)).toContain('sip.bans.challenged and sip.bans.refused never sees');
  });
});
