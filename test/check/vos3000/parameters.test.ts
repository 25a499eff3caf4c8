import { table } from '../checked.js';

const older = (parameters: string) => `vos3000:\n  version: "2.1.4.0"\n  parameters: { ${parameters} }`;
const newer = (parameters: string) => `vos3000:\n  version: "2.1.9.07"\n  parameters: { ${parameters} }`;

describe('names', () => {
  table(
    ['VG500', 'VG501', 'VG502', 'VG506', 'VG507', 'VG508'],
    [
      ['known', newer('SS_ENDPOINTREGISTERRETRY: 6'), []],
      ['unknown', newer('SS_ENDPOINTREGISTRETRY: 6'), ['4:17 VG500']],
      ['a private key', newer('SERVER_LOGIN_PRIVEATE_KE: a'), ['4:17 VG508']],
      ['a password whose length is a parameter', older('SERVER_PASSWORD_LENGTH: 8'), []],
      ['only in another version', newer('SS_REGISTERTRACEMAXSIZE: 5'), ['4:17 VG501']],
      [
        '2.1.8 has the newer names',
        'vos3000: { version: "2.1.8.05", parameters: { SS_AUTHENTICATION_MAX_RETRY: 6, SS_AUTHENTICATION_FAILED_SUSPEND: 180 } }',
        [],
      ],
      [
        'the version as installers are named',
        'vos3000: { version: 2.1.8-05, parameters: { SS_AUTHENTICATION_MAX_RETRY: 6 } }',
        [],
      ],
      [
        'the version as windows show it',
        'vos3000: { version: V2.1.8.05, parameters: { SS_AUTHENTICATION_MAX_RETRY: 6 } }',
        [],
      ],
      [
        'and not the older ones',
        'vos3000: { version: "2.1.8.0", parameters: { SS_REPLYUNAUTHORIZED: on } }',
        ['2:46 VG502'],
      ],
      [
        'between two versions the names of either are taken',
        'vos3000: { version: "2.1.7.01", parameters: { SS_REPLYUNAUTHORIZED: on, SS_AUTHENTICATION_MAX_RETRY: 6 } }',
        ['2:21 VG507'],
      ],
      [
        'and a name with two meanings, too',
        'vos3000: { version: "2.1.7.01", parameters: { SS_ENDPOINTREGISTERSUSPEND: on, SS_AUTHENTICATION_FAILED_SUSPEND: 180 } }',
        ['2:21 VG507'],
      ],
      ['misspelled in the database, and so here', older('SERVER_BILLING_RECODR_ZERO_HOLD_TIME: 1'), []],
      [
        'spelled well where the database is not',
        older('SERVER_BILLING_RECORD_ZERO_HOLD_TIME: 1'),
        ['4:17 VG502'],
      ],
      ['of the older version', newer('SS_REPLYUNAUTHORIZED: 1'), ['4:17 VG502']],
      [
        'the misspelling in the newer one, which may still have it',
        newer('SERVER_BILLING_RECODR_ZERO_HOLD_TIME: 1'),
        ['4:17 VG502'],
      ],
      ['a switch there, a time here', older('SS_ENDPOINTREGISTERSUSPEND: 180'), []],
      [
        'the time under its two names',
        older('SS_ENDPOINTREGISTERSUSPEND: 180, SS_ENDPOINTREGISTERSUSPENDTIME: 180'),
        ['4:50 VG502', '4:50 VG506'],
      ],
      [
        'a switch and a time',
        newer('SS_ENDPOINTREGISTERSUSPEND: on, SS_ENDPOINTREGISTERSUSPENDTIME: 180'),
        [],
      ],
      ['no version', 'vos3000: { parameters: { SS_ENDPOINTREGISTERRETRY: 6 } }', ['2:1 VG507']],
      ['no version and no parameters', 'vos3000: { dynamic_blacklist: off }', []],
      [
        'a version of which nothing is known',
        'vos3000: { version: "2.1.6.00", parameters: { SS_ENDPOINTREGISTERRETRY: 6 } }',
        ['2:21 VG507'],
      ],
      [
        'the same version, spelled otherwise',
        'vos3000: { version: 2.1.9.7, parameters: { SS_SIP_AUTHENTICATION_CODE: 401 } }',
        [],
      ],
    ],
  );
});

describe('values', () => {
  table(
    ['VG503', 'VG504', 'VG505'],
    [
      ['a word for a time', older('SS_ENDPOINTREGISTERSUSPEND: on'), ['4:45 VG503']],
      ['a fraction', older('SS_ENDPOINTREGISTERRETRY: 4.5'), ['4:43 VG503']],
      ['a number for a switch', newer('SERVER_BILLING_RECORD_ILLEGAL_CALL: 2'), ['4:53 VG503']],
      [
        '1, 0, on, off',
        newer('SERVER_BILLING_RECORD_ILLEGAL_CALL: 1, SERVER_BILLING_RECORD_ZERO_HOLD_TIME: "1"'),
        [],
      ],
      ['a time for a switch that may be one', newer('SS_ENDPOINTREGISTERSUSPEND: 180'), ['4:45 VG505']],
      ['below the range', older('SS_ENDPOINTREGISTERSUSPEND: 59'), ['4:45 VG504']],
      ['at its ends', older('SS_ENDPOINTREGISTERSUSPEND: 60, SS_ENDPOINTREGISTERRETRY: 999'), []],
      ['above the range', older('SS_ENDPOINTREGISTERRETRY: 1000'), ['4:43 VG504']],
      [
        'above it for a version of which nothing is known',
        'vos3000: { version: "2.1.6", parameters: { SS_ENDPOINTREGISTERRETRY: 1000 } }',
        ['2:70 VG505'],
      ],
      [
        'outside the range with a meaning of its own',
        older('SS_BLACK_LIST_MALICIOUS_CALL_LIMIT: 2147483647, SS_MAXCALLDURATION: 0'),
        [],
      ],
      ['no range known', newer('SS_SIP_AUTHENTICATION_RETRY: 1000'), []],
    ],
  );
});

describe('registrations', () => {
  const suspend = (seconds: number) => older(`SS_ENDPOINTREGISTERSUSPEND: ${seconds}`);
  table(
    ['VG510', 'VG511', 'VG512', 'VG526', 'VG527'],
    [
      ['the defaults and the switch as delivered', 'vos3000: { version: "2.1.9.07" }', []],
      ['no word of the switch', 'sip: { bans: { refused: { for: 1h } } }', []],
      ['a longer ban', `${suspend(300)}\nsip: { bans: { refused: { for: 301s } } }`, ['5:32 VG510']],
      ['as long', `${suspend(300)}\nsip: { bans: { refused: { for: 300s }, challenged: { for: 5m } } }`, []],
      [
        'both longer',
        `${suspend(180)}\nsip: { bans: { refused: { for: 4m }, challenged: { for: 5m } } }`,
        ['5:32 VG510', '5:57 VG510'],
      ],
      [
        'a suspension shorter than the default ban',
        older('SS_ENDPOINTREGISTERSUSPEND: 60'),
        ['4:45 VG510', '4:45 VG510', '4:45 VG527'],
      ],
      [
        'longer than the switch as delivered',
        'vos3000: { version: "2.1.9.07" }\nsip: { bans: { refused: { for: 181s } } }',
        ['3:32 VG510'],
      ],
      ['no bans', 'vos3000: { version: "2.1.9.07" }\nsip: { bans: null }', []],
      ['strangers denied', `${suspend(180)}\nsip: { strangers: deny, bans: { refused: { for: 1h } } }`, []],
      ['three tries', older('SS_ENDPOINTREGISTERRETRY: 3'), ['4:43 VG511']],
      ['four tries', older('SS_ENDPOINTREGISTERRETRY: 4'), []],
      ['many tries', older('SS_ENDPOINTREGISTERRETRY: 7'), ['4:43 VG527']],
      [
        'six tries on unsteady lines',
        `${older('SS_ENDPOINTREGISTERRETRY: 6')}\n  unsteady_lines: on`,
        ['4:43 VG512'],
      ],
      ['ten tries on unsteady lines', `${older('SS_ENDPOINTREGISTERRETRY: 10')}\n  unsteady_lines: on`, []],
      [
        'eleven tries on unsteady lines',
        `${older('SS_ENDPOINTREGISTERRETRY: 11')}\n  unsteady_lines: on`,
        ['4:43 VG527'],
      ],
      ['ten tries on steady ones', older('SS_ENDPOINTREGISTERRETRY: 10'), ['4:43 VG527']],
      ['no suspension', newer('SS_ENDPOINTREGISTERSUSPEND: off'), ['4:45 VG526']],
      ['five minutes', suspend(300), []],
      ['a second more', suspend(301), ['4:45 VG527']],
    ],
  );
});
