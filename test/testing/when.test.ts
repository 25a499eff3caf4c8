import { legalizePolicy } from '../../src/compile.js';
import { words } from '../../src/diagnostics/words/index.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';
import { failuresOf } from './failures.js';

const all = (services: string, tests: readonly string[], more = '') =>
  failuresOf(`vosguard: 1
target: { platform: debian12 }
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] }, ${services} }
${more}
tests:
${tests.map((one, index) => `  - { name: t${index}, ${one} }\n`).join('')}`);

const web = 'web: { tcp: [8443], when: { hours: 08:00-20:00, days: [mon-fri], zone: UTC } }';
const asks = (starts: string, delivered: number, port = 8443, then = '') =>
  `starts: ${starts}, send: { from: 192.0.2.77, port: ${port}, transport: tcp, payload: x }, expect: { delivered: ${delivered} }${then === '' ? '' : `, then: [ { ${then} } ]`}`;

describe('a service in its hours', () => {
  test.each(['deny', 'leave'])('is open then, and closed otherwise (default: %s)', (way) => {
    const tests = [
      asks('mon 08:00', 1),
      asks('fri 19:59', 1),
      asks('mon 07:59', 0),
      asks('fri 20:00', 0),
      asks('sat 12:00', 0),
      asks('sun 12:00', 0),
    ];
    expect(all(web, tests, `default: ${way}`)).toEqual([]);
  });

  test('opens and closes while time passes, and what is established goes on', () => {
    const again = 'send: { from: 192.0.2.77, port: 8443, transport: tcp, payload: x }';
    const long =
      'starts: mon 19:58, send: { from: 192.0.2.77, port: 8443, transport: tcp, payload: x, count: 5, every: 1m }, expect: { delivered: 5 }';
    const tests = [
      asks('mon 07:59', 0, 8443, `wait: 2m, ${again}, expect: { delivered: 1 }`),
      asks('mon 19:59', 1, 8443, `wait: 2m, ${again}, expect: { delivered: 0 }`),
      long,
    ];
    expect(all(web, tests)).toEqual([]);
  });

  test('over midnight, by the clock of a zone', () => {
    const night = 'night: { udp: [9000], when: { hours: 22:00-06:00, days: [fri], zone: "+02:00" } }';
    const asksUdp = (starts: string, delivered: number) =>
      `starts: ${starts}, send: { from: 192.0.2.77, port: 9000, payload: x }, expect: { delivered: ${delivered} }`;
    const tests = [
      asksUdp('fri 19:59', 0),
      asksUdp('fri 20:00', 1),
      asksUdp('sat 03:59', 1),
      asksUdp('sat 04:00', 0),
      asksUdp('thu 22:00', 0),
    ];
    expect(all(night, tests)).toEqual([]);
  });

  test('counts what is begun then, and no rule of another time does', () => {
    const counted = web.replace('when:', 'limit: 6/min burst 3, when:');
    const many = (starts: string, delivered: number) =>
      `starts: ${starts}, ports: 5, send: { from: 192.0.2.77, port: 8443, transport: tcp, payload: x, count: 5, every: 1s }, expect: { delivered: ${delivered} }`;
    expect(all(counted, [many('mon 12:00', 3), many('mon 22:00', 0)])).toEqual([]);
  });

  test('without starts it is Monday noon', () => {
    const noon = asks('mon 08:00', 1).replace('starts: mon 08:00, ', '');
    expect(all(web, [noon])).toEqual([]);
  });
});

describe('a limit in its hours', () => {
  const limits = (map: string) => `sip: { strangers: { limits: { ${map}, all: 200/s burst 400 } } }`;
  const invites = (starts: string, delivered: string) =>
    `starts: ${starts}, send: { from: 192.0.2.77, method: INVITE, count: 12 }, expect: { delivered: ${delivered} }`;

  test('holds then, and otherwise the other limits alone do', () => {
    const night = limits('INVITE: { rate: 1/min burst 2, when: { hours: 22:00-06:00, zone: UTC } }');
    const tests = [invites('tue 23:00', '2'), invites('wed 05:59', '2'), invites('wed 12:00', '12')];
    expect(all('x: { udp: [9] }', tests, night)).toEqual([]);
  });

  test('is for windows and known sources too', () => {
    const window = limits('INVITE: { window: 4 in 60s, when: { days: [sun], zone: UTC } }');
    expect(all('x: { udp: [9] }', [invites('sun 00:00', '4'), invites('mon 00:00', '12')], window)).toEqual(
      [],
    );
  });
});

function codes(text: string): readonly string[] {
  const found: string[] = [];
  const files = memoryFiles({ 'policy.yaml': text });
  legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, ({ code }) => {
    if (words[code].severity === 'error') found.push(code);
  });
  return found;
}

describe('is an error', () => {
  const with_ = (when: string, more = '') =>
    `vosguard: 1\n${more}services: { ssh: { tcp: [22], from: [192.0.2.8] }, web: { tcp: [80], from: [192.0.2.8], when: ${when} } }\n`;

  test.each([
    ['{ hours: 08:00-20:00, zone: UTC }', []],
    ['{ hours: 22:00-24:00, zone: "-11:30" }', []],
    ['{ days: [sat, sun], zone: UTC }', []],
    ['{ hours: 8-20 }', ['VG206']],
    ['{ hours: 25:00-26:00 }', ['VG206']],
    ['{ hours: 08:00-08:00 }', ['VG206']],
    ['{ hours: 08:60-09:00 }', ['VG206']],
    ['{ days: [monday] }', ['VG206']],
    ['{ days: [] }', ['VG205']],
    ['{ zone: UTC }', ['VG203']],
    ['{ hours: 08:00-20:00, zone: Europe/Vienna }', ['VG206']],
  ])('%s: %j', (when, expected) => {
    expect(codes(with_(when))).toEqual(expected);
  });

  test('where the platform cannot ask', () => {
    const when = '{ hours: 08:00-20:00, zone: UTC }';
    const on = (target: string) => codes(with_(when, `target: ${target}\n`));
    expect(on('{ platform: el8 }')).toEqual(['VG436']);
    expect(on('{ platform: el8, backends: [iptables] }')).toEqual([]);
    expect(on('{ platform: centos6 }')).toEqual(['VG436']);
    expect(on('{ platform: centos7 }')).toEqual([]);
    expect(on('{ platform: generic }')).toEqual([]);
  });
});
