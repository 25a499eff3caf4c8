import { table } from './checked.js';

const limits = (body: string) => `sip:\n  strangers:\n    limits: { ${body} }`;

describe('methods of scanners', () => {
  table(
    ['VG336'],
    [
      ['allowed', limits('OPTIONS: allow'), ['4:15 VG336']],
      ['limited', limits('OPTIONS: 1/s'), ['4:15 VG336']],
      ['others too', limits('SUBSCRIBE: 1/s, MESSAGE: allow'), ['4:15 VG336', '4:31 VG336']],
      ['dropped', limits('OPTIONS: drop'), []],
      ['phones', limits('REGISTER: 1/s, INVITE: allow, BYE: 2/s'), []],
      ['nothing said', 'name: a', []],
      ['strangers denied', 'sip: { strangers: deny }', []],
    ],
  );
});

describe('the engine recent', () => {
  table(
    ['VG337', 'VG338'],
    [
      ['asked for', limits('REGISTER: { window: 20 in 60s, engine: recent }'), ['4:54 VG337']],
      [
        'counting too far',
        limits('REGISTER: { window: 256 in 60s, engine: recent }'),
        ['4:55 VG337', '4:35 VG338'],
      ],
      ['counting as far as it goes', limits('all: { window: 255 in 1s, engine: recent }'), ['4:49 VG337']],
      [
        'of known sources',
        'sip:\n  known:\n    limits: { INVITE: { window: 9 in 1s, engine: recent } }',
        ['4:50 VG337'],
      ],
      ['a window by a bucket', limits('REGISTER: { window: 256 in 60s, engine: bucket }'), []],
      ['a window alone', limits('REGISTER: { window: 20 in 60s }'), []],
    ],
  );
});
