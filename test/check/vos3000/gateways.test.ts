import { checked, saying, table } from '../checked.js';

const gateway = (fields: string, more = '') =>
  `vos3000: { mapping_gateways: [{ name: a, ${fields} }] }${more}`;
const limits = 'cps: 8, concurrent_calls: 40';

describe('passwords', () => {
  table(
    ['VG518'],
    [
      ['with limits and bans', gateway(`authentication: password, ${limits}`), []],
      ['without calls a second', gateway('authentication: password, concurrent_calls: 40'), ['2:58 VG518']],
      ['without calls at once', gateway('authentication: password, cps: 40'), ['2:58 VG518']],
      [
        'without bans',
        gateway(`authentication: password, ${limits}`, '\nsip: { bans: null }'),
        ['2:58 VG518'],
      ],
      [
        'with one of the two bans',
        gateway(`authentication: password, ${limits}`, '\nsip: { bans: { refused: null } }'),
        [],
      ],
      [
        'from trusted addresses',
        gateway(`authentication: password, ${limits}, from: [192.0.2.1]`, '\ntrusted: [192.0.2.0/24]'),
        ['2:58 VG518'],
      ],
      [
        'from an address that is partly trusted',
        gateway(`authentication: password, ${limits}, from: [192.0.2.0/23]`, '\ntrusted: [192.0.2.0/24]'),
        [],
      ],
      ['by address', gateway('authentication: ip'), []],
    ],
  );

  test('what is missing is named', () => {
    const text = `vosguard: 1\n${gateway('authentication: password', '\nsip: { bans: null }')}\n`;
    expect(saying(checked(text))).toContain(
      'no "cps", no "concurrent_calls", no ban for refusals or challenges',
    );
  });
});

describe('tiers', () => {
  table(
    ['VG519'],
    [
      ['no tier', gateway('cps: 5000'), []],
      ['at the ends of small', gateway('tier: small, cps: 5, concurrent_calls: 50, max_duration: 1800'), []],
      [
        'below and above',
        gateway('tier: small, cps: 4, concurrent_calls: 51, max_duration: 3600'),
        ['2:60 VG519', '2:81 VG519', '2:99 VG519'],
      ],
      [
        'medium',
        gateway('tier: medium, cps: 31, concurrent_calls: 49, max_duration: 3600'),
        ['2:61 VG519', '2:83 VG519'],
      ],
      [
        'large',
        gateway('tier: large, cps: 29, concurrent_calls: 500, max_duration: 7200'),
        ['2:60 VG519', '2:101 VG519'],
      ],
      [
        'wholesale',
        gateway('tier: wholesale, cps: 200, concurrent_calls: 2001, max_duration: 7200'),
        ['2:87 VG519'],
      ],
      [
        'premium is wholesale',
        gateway('tier: premium, cps: 100, concurrent_calls: 500, max_duration: 7200'),
        [],
      ],
      ['nothing to compare', gateway('tier: small'), []],
    ],
  );
});

describe('online checks', () => {
  table(
    ['VG520', 'VG521'],
    [
      ['heard', gateway('online_check: 60'), []],
      ['at the other end', gateway('online_check: 120'), []],
      ['too often', gateway('online_check: 59'), ['2:56 VG521']],
      ['too seldom', gateway('online_check: 121'), ['2:56 VG521']],
      ['strangers denied', gateway('online_check: 90', '\nsip: { strangers: deny }'), ['2:56 VG520']],
      [
        'strangers denied, and trusted',
        gateway('online_check: 90, from: [192.0.2.1]', '\ntrusted: [192.0.2.1]\nsip: { strangers: deny }'),
        [],
      ],
      [
        'from a blocked address',
        gateway('online_check: 90, from: [192.0.2.1]', '\nblocked: [192.0.2.0/24]'),
        ['2:56 VG520'],
      ],
      [
        'blocked and trusted',
        gateway('online_check: 90, from: [192.0.2.1]', '\nblocked: [192.0.2.0/24]\ntrusted: [192.0.2.1]'),
        [],
      ],
      ['blocked, and no check', gateway('cps: 8, from: [192.0.2.1]', '\nblocked: [192.0.2.0/24]'), []],
      [
        'denied, and known by a password, which VG349 tells',
        gateway('online_check: 90, authentication: password', '\nsip: { strangers: deny }'),
        [],
      ],
    ],
  );
});

describe('addresses and names', () => {
  table(
    ['VG523', 'VG528', 'VG531', 'VG314'],
    [
      ['port behind a NAT', gateway('authentication: ip_port, behind_nat: on'), ['2:58 VG523']],
      ['address behind a NAT', gateway('authentication: ip, behind_nat: on'), []],
      ['port, no NAT', gateway('authentication: ip_port, behind_nat: off'), []],
      [
        'a name twice',
        'vos3000: { mapping_gateways: [{ name: a }, { name: b }, { name: a }] }',
        ['2:65 VG528'],
      ],
      ['known by address, not trusted', gateway('authentication: ip, from: [192.0.2.1]'), ['2:68 VG531']],
      [
        'known by address and port, partly trusted',
        gateway('authentication: ip_port, from: [192.0.2.0/24]', '\ntrusted: [192.0.2.1]'),
        ['2:73 VG531'],
      ],
      [
        'known by address, trusted',
        gateway('authentication: ip, from: [192.0.2.1]', '\ntrusted: [192.0.2.0/24]'),
        [],
      ],
      [
        'a group that only a gateway names',
        gateway('authentication: password, from: [pbx]', '\naddresses: { pbx: [192.0.2.1] }'),
        [],
      ],
    ],
  );
});

describe('web access control', () => {
  const web = (access: string, services: string) =>
    `vos3000: { web_access_control: [${access}] }\n${services}`;
  table(
    ['VG522'],
    [
      ['the same', web('192.0.2.8/29', 'services: { web: { tcp: [8080], from: [192.0.2.8/29] } }'), []],
      [
        'the same in two pieces',
        web('192.0.2.8/30, 192.0.2.12/30', 'services: { web: { tcp: [80], from: [192.0.2.8/29] } }'),
        [],
      ],
      [
        'the switch lets in more',
        web('192.0.2.0/28', 'services: { web: { tcp: [8080], from: [192.0.2.8/29] } }'),
        ['2:32 VG522'],
      ],
      [
        'the rules let in more',
        web('192.0.2.8', 'services: { web: { tcp: [8080], from: [192.0.2.8/29] } }'),
        ['2:32 VG522'],
      ],
      ['the rules let everybody in', web('192.0.2.8', 'services: { web: { tcp: [8080] } }'), ['2:32 VG522']],
      [
        'under another name',
        web('192.0.2.8', 'services: { panel: { tcp: [8443], from: [192.0.2.9] } }'),
        ['2:32 VG522'],
      ],
      ['no service at all', web('192.0.2.8', 'name: a'), ['2:32 VG522']],
      ['no service, and the rest is left', web('192.0.2.8', 'default: leave'), []],
      ['nothing said', 'vos3000: { dynamic_blacklist: on }', []],
    ],
  );

  test('the addresses are named, and not all of them', () => {
    const text = `vosguard: 1\n${web('192.0.2.1, 192.0.2.3, 192.0.2.5, 192.0.2.7', 'services: { web: { tcp: [80], from: ["2001:db8::1"] } }')}\n`;
    expect(saying(checked(text))).toContain(
      'The switch lets in 192.0.2.1, 192.0.2.3, 192.0.2.5 and others, the rules do not. The rules let in 2001:db8::1, the switch does not.',
    );
  });
});

describe('blacklist and media', () => {
  const older = (parameters: string) =>
    `vos3000:\n  version: "2.1.4.0"\n  dynamic_blacklist: on\n  parameters: { ${parameters} }`;
  table(
    ['VG524', 'VG525', 'VG530'],
    [
      ['off', 'vos3000: { dynamic_blacklist: off }\nsip: { bans: null }', []],
      ['on without limits', 'vos3000: { dynamic_blacklist: on }', ['2:12 VG525']],
      ['on with its limit off', older('SS_BLACK_LIST_MALICIOUS_CALL_LIMIT: 2147483647'), ['4:3 VG525']],
      ['on with a limit', older('SS_BLACK_LIST_NO_ANSWER_LIMIT: 100'), []],
      [
        'on and nothing keeps addresses out',
        'vos3000: { dynamic_blacklist: on }\nsip: { bans: null }',
        ['2:12 VG524', '2:12 VG525'],
      ],
      [
        'on and a list',
        'vos3000: { dynamic_blacklist: on }\nsip: { bans: null }\nblocked: [192.0.2.1]',
        ['2:12 VG525'],
      ],
      [
        'ports of media let in',
        older(
          'SS_BLACK_LIST_NO_ANSWER_LIMIT: 9, SS_MEDIAPROXYRTPPORT: "10000,39999", IVR_RTPPORT: "40000,47999"',
        ),
        [],
      ],
      [
        'ports of media closed',
        older('SS_BLACK_LIST_NO_ANSWER_LIMIT: 9, SS_MEDIAPROXYRTPPORT: "10000,50000"'),
        ['5:73 VG530'],
      ],
      ['ports that are none', older('SS_BLACK_LIST_NO_ANSWER_LIMIT: 9, SS_MEDIAPROXYRTPPORT: "many"'), []],
    ],
  );
});
