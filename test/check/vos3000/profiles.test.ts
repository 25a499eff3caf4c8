import { brief, checked, saying, table } from '../checked.js';

const policy = (base: string, attack: string, audit = '') => `vosguard: 1
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
vos3000:
  version: "2.1.9.07"${audit}
  parameters: { SS_ENDPOINTREGISTERSUSPEND: on${base} }
profiles:
  attack:
${attack}
`;
const off = '    vos3000: { parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: 0 } }';
const ends = `    expires: 4h\n${off}`;
const found = (text: string, profile?: string) =>
  checked(text, {}, profile)
    .map(brief)
    .filter((line) => / VG5\d\d$/.test(line));

test('a profile that changes the switch must end, chosen or not', () => {
  expect(found(policy('', off))).toEqual(['7:3 VG515']);
  expect(found(policy('', off), 'attack')).toEqual(['8:68 VG513', '7:3 VG515']);
  expect(found(policy('', ends))).toEqual([]);
  expect(found(policy('', ends), 'attack')).toEqual([]);
});

test('a profile for the rules alone need not', () => {
  expect(found(policy('', '    sip: { bans: { signature: 30m } }'))).toEqual([]);
});

test('few tries are for the time of an attack', () => {
  const few = '    expires: 4h\n    vos3000: { parameters: { SS_AUTHENTICATION_MAX_RETRY: 3 } }';
  expect(found(policy('', few), 'attack')).toEqual([]);
});

const before = '\n  audit: { from: 2026-06-16, until: 2026-06-30 }';
const running = '\n  audit: { from: 2026-06-15, until: 2026-06-15 }';
const over = '\n  audit: { from: 2026-06-01, until: 2026-06-14 }';
const baseOff = ', SERVER_BILLING_RECORD_ILLEGAL_CALL: off';

test.each([
  ['before the audit, in a profile', policy('', ends, before), undefined, []],
  ['during it, in a profile that is not chosen', policy('', ends, running), undefined, ['10:68 VG514']],
  ['during it, in the chosen one', policy('', ends, running), 'attack', ['10:68 VG514']],
  ['after it', policy('', ends, over), 'attack', []],
  ['before it, for good', policy(baseOff, ends, before), undefined, ['6:85 VG513', '6:85 VG514']],
  ['after it, for good', policy(baseOff, ends, over), undefined, ['6:85 VG513']],
])('records off %s', (_, text, profile, expected) => {
  expect(found(text, profile)).toEqual(expected);
});

test('the audit is named, and the profile', () => {
  expect(saying(checked(policy('', ends, running)))).toContain(
    '"SERVER_BILLING_RECORD_ZERO_HOLD_TIME" is off in the profile "attack", and there is an audit from 2026-06-15 until 2026-06-15.',
  );
});

describe('days of an audit', () => {
  table(
    ['VG529', 'VG217'],
    [
      ['in their order', 'vos3000: { audit: { from: 2026-01-01, until: 2026-01-01 } }', []],
      ['exchanged', 'vos3000: { audit: { from: 2026-01-02, until: 2026-01-01 } }', ['2:46 VG529']],
    ],
  );
});

const records = (value: string) =>
  `vos3000: { version: "2.1.9.07", parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: ${value} } }`;

describe('what records cost', () => {
  table(
    ['VG516', 'VG517'],
    [
      ['off', records('off'), []],
      ['not spoken of', 'vos3000: { version: "2.1.9.07" }', []],
      ['at the default caps', records('on'), ['2:47 VG516']],
      [
        'without a cap',
        `${records('on')}\nsip: { strangers: { together: { INVITE: allow } } }`,
        ['2:47 VG517'],
      ],
      [
        'capped as other',
        `${records('on')}\nsip: { strangers: { together: { INVITE: null } } }`,
        ['2:47 VG516'],
      ],
      ['no caps at all', `${records('on')}\nsip: { strangers: { together: null } }`, ['2:47 VG517']],
    ],
  );

  test.each([
    ['', '(strangers 100 calls/s, gateways 0 calls/s) writes up to 360000 rows'],
    [
      '\nsip: { strangers: { together: { INVITE: 30/min burst 9 } } }',
      'strangers 0.5 calls/s, gateways 0 calls/s) writes up to 1800 rows',
    ],
    ['\nsip: { strangers: { together: { all: 10/s } } }', 'writes up to 36000 rows'],
    ['\nsip: { strangers: { together: { INVITE: drop } } }', 'writes up to 0 rows'],
    ['\nsip: { strangers: { together: { INVITE: { window: 20 in 10s } } } }', 'writes up to 7200 rows'],
    ['\nsip: { strangers: deny }', 'writes up to 0 rows'],
  ])('with%s', (more, expected) => {
    expect(saying(checked(`vosguard: 1\n${records('on')}${more}\n`))).toContain(expected);
  });

  test('gateways are added', () => {
    const gateways = ', mapping_gateways: [{ name: a, cps: 8 }, { name: b, cps: 60 }, { name: c }] }';
    const text = records('on').replace(/ }$/, gateways);
    expect(saying(checked(`vosguard: 1\n${text}\n`))).toContain(
      'strangers 100 calls/s, gateways 68 calls/s) writes up to 604800 rows',
    );
  });
});
