import { table } from './checked.js';

describe('what is not compiled yet', () => {
  table(
    ['VG393'],
    [
      ['the defaults', 'name: a', []],
      [
        'parameters, and tests, which are played',
        'vos3000: { version: "2.1.9.07" }\ntests: [{ name: a, send: { from: 192.0.2.1, method: BYE }, expect: { delivered: 1 } }]',
        ['2:1 VG393'],
      ],
    ],
  );
});
