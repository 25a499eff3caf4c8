import { checked, relatedTo, saying, table } from './checked.js';

const limits = (lane: string, text: string) => `sip: { ${lane}: { limits: { ${text} } } }`;
const gateway = (more: string) =>
  `vos3000: { mapping_gateways: [{ name: a, authentication: password${more} }] }`;

describe('one office behind an address', () => {
  table(
    ['VG346'],
    [
      ['the defaults', 'name: a', []],
      ['the published window', limits('strangers', 'REGISTER: { window: 20 in 60s }'), ['2:41 VG346']],
      ['39 in 32 s', limits('strangers', 'REGISTER: 1/s burst 7'), ['2:41 VG346']],
      ['40 in 32 s', limits('strangers', 'REGISTER: 1/s burst 8'), []],
      [
        'all of a known source',
        limits('known', 'all: 60/min burst 5, REGISTER: 1/min'),
        ['2:58 VG346', '2:32 VG346'],
      ],
      ['a subnet', 'sip: { strangers: { per_subnet: { REGISTER: 30/min burst 20 } } }', ['2:45 VG346']],
      ['a port holds one phone', 'sip: { known: { per_port: { REGISTER: 1/min burst 4 } } }', []],
      ['no REGISTER is no limit on it', limits('strangers', 'REGISTER: drop'), []],
      ['another method', limits('strangers', 'INVITE: 1/min burst 2'), []],
    ],
  );
});

describe('what is kept shorter than phones are silent', () => {
  const parameters = (text: string) => `\nvos3000: { parameters: { ${text} } }`;
  table(
    ['VG347', 'VG355'],
    [
      ['the defaults', 'name: a', []],
      ['an hour', 'sip: { known: { remember: 1h } }', []],
      ['less', 'sip: { known: { remember: 59m } }', ['2:27 VG347']],
      ['nobody is learned', 'sip: { strangers: deny, known: { remember: 59m } }', []],
      [
        'phones that register more often',
        `sip: { known: { remember: 5m } }${parameters('SS_ENDPOINTEXPIRE: 300')}`,
        [],
      ],
      [
        'the later name',
        `sip: { known: { remember: 5m } }${parameters('SS_ENDPOINT_EXPIRE: 301')}`,
        ['2:27 VG347'],
      ],
      ['TCP', 'conntrack: { tcp_timeout_established: 3599s }', ['2:39 VG355']],
      ['TCP for an hour', 'conntrack: { tcp_timeout_established: 3600s }', []],
      ['no SIP over TCP', 'sip: { ports: { tcp: null } }\nconntrack: { tcp_timeout_established: 5m }', []],
    ],
  );
});

describe('keep-alives', () => {
  table(
    ['VG348'],
    [
      ['the defaults', 'name: a', []],
      ['dropped by name', limits('strangers', 'keepalive: drop'), ['2:42 VG348']],
      ['dropped as other', limits('strangers', 'keepalive: null, other: drop'), ['2:55 VG348']],
      ['other without them', limits('strangers', 'other: drop'), []],
      ['of known sources', limits('known', 'other: drop'), ['2:34 VG348']],
      ['all of known sources', limits('known', 'all: drop'), ['2:32 VG348']],
    ],
  );
});

describe('online checks', () => {
  table(
    ['VG349'],
    [
      ['strangers are let in', gateway(', online_check: 60'), []],
      ['they are not', `sip: { strangers: deny }\n${gateway(', online_check: 60')}`, ['3:82 VG349']],
      ['nobody asks', `sip: { strangers: deny }\n${gateway('')}`, []],
      [
        'a trusted trunk',
        `sip: { strangers: deny }\n${gateway(', online_check: 60').replace('password', 'ip')}`,
        [],
      ],
      [
        'what is not named is dropped',
        `${limits('known', 'other: drop')}\n${gateway(', online_check: 60')}`,
        ['3:82 VG349'],
      ],
      [
        'OPTIONS of known sources',
        `${limits('known', 'OPTIONS: drop')}\n${gateway(', online_check: 60')}`,
        [],
      ],
    ],
  );

  test('the limit that drops the answers is named and shown', () => {
    const found = checked(`vosguard: 1\n${limits('known', 'all: drop')}\n${gateway(', online_check: 60')}\n`);
    const about = found.filter(({ code }) => code === 'VG349');
    expect(about.map(relatedTo)).toEqual([['2:32']]);
    expect(saying(about)).toContain('"sip.known.limits.all: drop" drops the answer');
  });
});

describe('messages larger than a frame', () => {
  const size = (text: string) => `sip: { strangers: { max_size: { ${text} } } }`;
  table(
    ['VG354'],
    [
      ['the defaults', 'name: a', []],
      ['all', size('all: 1472'), ['2:38 VG354']],
      ['above a frame', size('all: 1473'), []],
      ['an INVITE', size('INVITE: 1000, other: 500'), ['2:41 VG354']],
      ['other, and with it INVITE', size('INVITE: null, other: 1000'), ['2:54 VG354']],
      ['other, where INVITE has a size of its own', size('other: 1000'), []],
      ['what is short', size('REGISTER: 1000, BYE: 600'), []],
    ],
  );
});
