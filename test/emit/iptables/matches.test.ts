import type { Family } from '../../../src/net/address.js';
import { chainId, meterId, setId, tableId } from '../../../src/ruleset/ids.js';
import type { Match } from '../../../src/ruleset/match.js';
import type { Hook } from '../../../src/ruleset/ruleset.js';
import { iptablesLines } from '../one-rule.js';
import { ports } from '../samples.js';

interface Row {
  readonly match: Match;
  readonly lines: readonly string[] | 'refused';
  readonly family?: Family;
  readonly hook?: Hook;
}

const limit = (id: string): Match => ({ kind: 'limit', meter: meterId(id) });
const contains = (text: string): Match => ({ kind: 'contains', text });
const payload = (
  transport: 'udp' | 'tcp',
  offset: number,
  text: string,
): Extract<Match, { kind: 'payload' }> => ({
  kind: 'payload',
  transport,
  offset,
  text,
});
const ip = '0x0>>0x16&0x3c@';
const tcp = `${ip}0xc>>0x1a&0x3c@`;

const rows: Readonly<Record<Match['kind'], readonly Row[]>> = {
  loopback: [
    { match: { kind: 'loopback' }, lines: ['-i lo'] },
    { match: { kind: 'loopback' }, hook: 'input', lines: ['-i lo'] },
    { match: { kind: 'loopback' }, hook: 'output', lines: ['-o lo'] },
  ],
  interface: [{ match: { kind: 'interface', names: ['eth1', 'tun*'] }, lines: ['-i eth1', '-i tun+'] }],
  ack: [{ match: { kind: 'ack' }, lines: ['-p tcp -m tcp --tcp-flags SYN,RST,ACK ACK'] }],
  syn: [{ match: { kind: 'syn' }, lines: ['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN'] }],
  transport: [{ match: { kind: 'transport', transport: 'udp' }, lines: ['-p udp'] }],
  ports: [
    {
      match: {
        kind: 'ports',
        transport: 'udp',
        side: 'destination',
        ports: ports([5060, 5060], [10000, 39999]),
      },
      lines: ['-p udp -m multiport --dports 5060,10000:39999'],
    },
    {
      match: { kind: 'ports', transport: 'tcp', side: 'source', ports: ports([5060, 5060]) },
      lines: ['-p tcp -m tcp --sport 5060'],
    },
  ],
  address: [
    {
      match: { kind: 'address', side: 'source', set: setId('trusted4'), negate: false },
      lines: ['-m set --match-set trusted4 src'],
    },
    {
      match: { kind: 'address', side: 'destination', set: setId('banned6'), negate: true },
      family: 'ipv6',
      lines: ['-m set ! --match-set banned6 dst'],
    },
  ],
  data: [{ match: { kind: 'data' }, lines: [`-p tcp -m u32 --u32 "${tcp}0x0=0x0:0xffffffff"`] }],
  payload: [
    { match: { ...payload('udp', 0, 'REGI'), negate: true }, lines: 'refused' },
    { match: payload('udp', 0, 'REGI'), lines: [`-p udp -m u32 --u32 "${ip}0x8=0x52454749"`] },
    {
      match: payload('udp', 0, 'REGISTER '),
      lines: [`-p udp -m u32 --u32 "${ip}0x8=0x52454749&&${ip}0xc=0x53544552&&${ip}0xd=0x54455220"`],
    },
    { match: payload('udp', 4, 'TE '), lines: [`-p udp -m u32 --u32 "${ip}0xb&0xffffff=0x544520"`] },
    { match: payload('udp', 0, 'REGI'), family: 'ipv6', lines: ['-p udp -m u32 --u32 "0x30=0x52454749"'] },
    { match: payload('tcp', 0, 'REGI'), lines: [`-p tcp -m u32 --u32 "${tcp}0x0=0x52454749"`] },
    { match: payload('tcp', 0, 'RE'), lines: [`-p tcp -m u32 --u32 "${tcp}0x0>>0x10=0x5245"`] },
    { match: payload('tcp', 4, 'E '), lines: [`-p tcp -m u32 --u32 "${tcp}0x2&0xffff=0x4520"`] },
    {
      match: payload('tcp', 0, 'REGI'),
      family: 'ipv6',
      lines: ['-p tcp -m u32 --u32 "0x34>>0x1a&0x3c@0x28=0x52454749"'],
    },
  ],
  bare: [
    {
      match: { kind: 'bare' },
      lines: [5, 8, 10, 11, 13].map(
        (words) =>
          `-p tcp -m length --length ${20 + 4 * words} -m u32 --u32 "${ip}0xc>>0x1c=0x${words.toString(16)}"`,
      ),
    },
    {
      match: { kind: 'bare' },
      family: 'ipv6',
      lines: [5, 8, 10, 11, 13].map(
        (words) =>
          `-p tcp -m length --length ${40 + 4 * words} -m u32 --u32 "0x34>>0x1c=0x${words.toString(16)}"`,
      ),
    },
  ],
  'tcp-header': [{ match: { kind: 'tcp-header', bytes: 32 }, lines: 'refused' }],
  longer: [{ match: { kind: 'longer', bytes: 1500 }, lines: ['-m length --length 1501:65535'] }],
  'way-back': [{ match: { kind: 'way-back' }, lines: ['-m rpfilter'] }],
  local: [
    { match: { kind: 'local' }, lines: ['-m addrtype --dst-type LOCAL,BROADCAST,MULTICAST'] },
    {
      match: { kind: 'local' },
      family: 'ipv6',
      lines: ['-m addrtype --dst-type LOCAL', '-m addrtype --dst-type MULTICAST'],
    },
    {
      match: { kind: 'local', negate: true },
      lines: ['-m addrtype ! --dst-type LOCAL,BROADCAST,MULTICAST'],
    },
    {
      match: { kind: 'local', negate: true },
      family: 'ipv6',
      lines: ['-m addrtype ! --dst-type LOCAL -m addrtype ! --dst-type MULTICAST'],
    },
  ],
  keepalive: [
    { match: { kind: 'keepalive', form: 'empty' }, lines: [`-p udp -m u32 --u32 "${ip}0x4>>0x10=0x8"`] },
    {
      match: { kind: 'keepalive', form: 'crlf' },
      lines: [`-p udp -m u32 --u32 "${ip}0x4>>0x10=0xa&&${ip}0x6&0xffff=0xd0a"`],
    },
    {
      match: { kind: 'keepalive', form: 'double-crlf' },
      family: 'ipv6',
      lines: ['-p udp -m u32 --u32 "0x2c>>0x10=0xc&&0x30=0xd0a0d0a"'],
    },
    {
      match: { kind: 'keepalive', form: 'stun' },
      lines: [`-p udp -m u32 --u32 "${ip}0x8>>0x1e=0x0&&${ip}0xc=0x2112a442"`],
    },
  ],
  larger: [
    {
      match: { kind: 'larger', bytes: 1500 },
      lines: [`-p udp -m u32 --u32 "${ip}0x4>>0x10=0x0:0x7,0x5e5:0xffff"`],
    },
    {
      match: { kind: 'larger', bytes: 1500 },
      family: 'ipv6',
      lines: ['-p udp -m u32 --u32 "0x2c>>0x10=0x0:0x7,0x5e5:0xffff"'],
    },
    { match: { kind: 'larger', bytes: 65_527 }, lines: 'refused' },
  ],
  mark: [
    { match: { kind: 'mark', mark: 'wanted' }, lines: ['-m mark --mark 0x10000000/0x30000000'] },
    { match: { kind: 'mark', mark: 'any' }, lines: ['-m mark ! --mark 0x0/0x30000000'] },
  ],
  contains: [
    {
      match: { kind: 'contains', text: 'sip.example.com SIP/2.0', negate: true },
      lines: ['-m string ! --string "sip.example.com SIP/2.0" --algo kmp --icase'],
    },
    {
      match: contains('friendly-scanner'),
      lines: ['-m string --string "friendly-scanner" --algo kmp --icase'],
    },
    { match: contains('a"b|c'), lines: ['-m string --string "a\\"b|c" --algo kmp --icase'] },
    { match: contains('\nFrom:'), lines: ['-m string --hex-string "|0a46726f6d3a|" --algo kmp --icase'] },
    { match: contains('-t raw'), lines: ['-m string --hex-string "|2d7420726177|" --algo kmp --icase'] },
    { match: contains('!'), lines: ['-m string --hex-string "|21|" --algo kmp --icase'] },
    { match: contains('a\\'), lines: ['-m string --hex-string "|615c|" --algo kmp --icase'] },
  ],
  limit: [
    {
      match: limit('m.open4'),
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-mode srcip --hashlimit-name m.open4 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 30000',
      ],
    },
    {
      match: limit('m.within6'),
      family: 'ipv6',
      lines: [
        '-m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 10 --hashlimit-mode srcip --hashlimit-name m.within6 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 30000 --hashlimit-srcmask 64',
      ],
    },
    {
      match: limit('m.dst6'),
      family: 'ipv6',
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-mode dstip --hashlimit-name m.dst6 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 30000 --hashlimit-dstmask 64',
      ],
    },
    {
      match: limit('m.year4'),
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-mode srcip --hashlimit-name m.year4 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 4294967295',
      ],
    },
    {
      match: limit('m.port6'),
      family: 'ipv6',
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-mode srcip,srcport --hashlimit-name m.port6 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 30000 --hashlimit-srcmask 64',
      ],
    },
    {
      match: limit('m.both6'),
      family: 'ipv6',
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-mode srcip,dstip --hashlimit-name m.both6 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 30000 --hashlimit-srcmask 64 --hashlimit-dstmask 64',
      ],
    },
    {
      match: limit('m.sub4'),
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-mode srcip --hashlimit-name m.sub4 --hashlimit-htable-size 32768 --hashlimit-htable-max 131072 --hashlimit-htable-expire 30000 --hashlimit-srcmask 24',
      ],
    },
    {
      match: limit('m.all4'),
      lines: [
        '-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 10 --hashlimit-name m.all4 --hashlimit-htable-expire 30000',
      ],
    },
    {
      match: limit('w.over4'),
      lines: [
        '-m recent --rcheck --seconds 60 --hitcount 20 --name w.over4 --mask 255.255.255.255 --rsource',
        '-m recent --set --name w.over4 --mask 255.255.255.255 --rsource without target',
      ],
    },
    {
      match: limit('w.within6'),
      family: 'ipv6',
      lines: [
        '-m recent ! --rcheck --seconds 60 --hitcount 20 --name w.within6 --mask ffff:ffff:ffff:ffff:: --rsource -m recent --set --name w.within6 --mask ffff:ffff:ffff:ffff:: --rsource',
      ],
    },
  ],
  connections: [
    {
      match: { kind: 'connections', table: tableId('c.src6') },
      family: 'ipv6',
      lines: ['-m connlimit --connlimit-above 10 --connlimit-mask 64 --connlimit-saddr'],
    },
    {
      match: { kind: 'connections', table: tableId('c.net4') },
      lines: ['-m connlimit --connlimit-above 10 --connlimit-mask 24 --connlimit-saddr'],
    },
  ],
  conntrack: [
    {
      match: { kind: 'conntrack', states: ['established', 'related', 'new'] },
      lines: ['-m conntrack --ctstate NEW,RELATED,ESTABLISHED'],
    },
    {
      match: { kind: 'conntrack', states: ['established'], direction: 'reply' },
      lines: ['-m conntrack --ctstate ESTABLISHED --ctdir REPLY'],
    },
  ],
  assured: [{ match: { kind: 'assured' }, lines: ['-m conntrack --ctstatus ASSURED'] }],
  protocol: [
    { match: { kind: 'protocol', number: 112 }, lines: ['-p 112'] },
    { match: { kind: 'protocol', number: 0 }, lines: ['-m u32 --u32 "0x6&0xff=0x0"'] },
    { match: { kind: 'protocol', number: 51 }, lines: ['-p 51'] },
    { match: { kind: 'protocol', number: 51 }, family: 'ipv6', lines: ['-m ah'] },
  ],
  time: [
    {
      match: { kind: 'time', days: [1, 5], first: 28_800, last: 71_999 },
      lines: ['-m time --timestart 08:00:00 --timestop 19:59:59 --weekdays Mon,Fri'],
    },
    { match: { kind: 'time', days: [0], first: 0, last: 86_399 }, lines: ['-m time --weekdays Sun'] },
    {
      match: { kind: 'time', days: [0, 1, 2, 3, 4, 5, 6], first: 0, last: 59 },
      lines: ['-m time --timestart 00:00:00 --timestop 00:00:59'],
    },
  ],
  'link-local': [
    { match: { kind: 'link-local', side: 'source' }, family: 'ipv6', lines: ['-s fe80::/10'] },
    { match: { kind: 'link-local', side: 'destination' }, family: 'ipv6', lines: ['-d fe80::/10'] },
    { match: { kind: 'link-local', side: 'source' }, lines: 'refused' },
  ],
  icmp: [
    {
      match: { kind: 'icmp', family: 'ipv4', types: [3, 8] },
      lines: ['-p icmp -m icmp --icmp-type 3', '-p icmp -m icmp --icmp-type 8'],
    },
    {
      match: { kind: 'icmp', family: 'ipv6', types: [128] },
      family: 'ipv6',
      lines: ['-p ipv6-icmp -m icmp6 --icmpv6-type 128'],
    },
  ],
  'extension-headers': [
    {
      match: { kind: 'extension-headers', transport: 'udp' },
      family: 'ipv6',
      lines: ['-p udp -m u32 ! --u32 "0x4>>0x8&0xff=0x11"'],
    },
    {
      match: { kind: 'extension-headers', transport: 'tcp' },
      family: 'ipv6',
      lines: ['-p tcp -m u32 ! --u32 "0x4>>0x8&0xff=0x6"'],
    },
    { match: { kind: 'extension-headers', transport: 'udp' }, lines: 'refused' },
  ],
};

const all = Object.entries(rows).flatMap(([kind, list]) => list.map((row, n) => ({ kind, n, ...row })));
const drop = { kind: 'drop' } as const;
const emit = (family: Family, hook: Hook, ...matches: readonly Match[]) =>
  iptablesLines({ matches, family, hook, action: drop });

test.each(all)('$kind $n', ({ match, lines, family = 'ipv4', hook = 'prerouting' }) => {
  if (lines === 'refused') expect(() => emit(family, hook, match)).toThrow('not legalized');
  else
    expect(emit(family, hook, match)).toEqual(
      lines.map((line) =>
        / without target$/.test(line) ? line.replace('without target', '| ') : `${line} | -j DROP`,
      ),
    );
});

test('interface and protocol stand at the front, once', () => {
  const matches = [
    payload('udp', 0, 'REGI'),
    { kind: 'transport', transport: 'udp' },
    { kind: 'loopback' },
  ] as const;
  expect(emit('ipv4', 'input', ...matches)).toEqual([
    `-i lo -p udp -m u32 --u32 "${ip}0x8=0x52454749" | -j DROP`,
  ]);
});

test('a rule for two protocols is our own fault', () => {
  const matches = [payload('udp', 0, 'REGI'), { kind: 'transport', transport: 'tcp' }] as const;
  expect(() => emit('ipv4', 'input', ...matches)).toThrow('udp and tcp');
});

test('eleven comparisons are two matches', () => {
  const [line = ''] = emit('ipv4', 'prerouting', payload('udp', 0, 'x'.repeat(44)));
  expect([...line.matchAll(/--u32 "([^"]*)"/g)].map(([, tests = '']) => tests.split('&&').length)).toEqual([
    10, 1,
  ]);
});

test('a rule may not charge a meter once for each of its lines', () => {
  const icmp: Match = { kind: 'icmp', family: 'ipv4', types: [3, 8] };
  expect(() => emit('ipv4', 'input', limit('m.open4'), icmp)).toThrow('charge its meter twice');
  expect(() => emit('ipv4', 'input', limit('m.open4'), limit('w.over4'))).toThrow('charge its meter twice');
  expect(emit('ipv4', 'input', icmp, limit('m.all4'))).toHaveLength(2);
});

test('a window looks at the packets that passed, whatever the rule does with the others', () => {
  const lines = iptablesLines({
    matches: [limit('w.over4')],
    family: 'ipv4',
    hook: 'input',
    action: { kind: 'goto', chain: chainId('c.a') },
  });
  expect(lines.map((line) => line.replace(/.*\|/, ''))).toEqual([' -g c.a', ' ']);
});
