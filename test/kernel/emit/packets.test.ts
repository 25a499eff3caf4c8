import { emitIptables } from '../../../src/emit/iptables/emit-iptables.js';
import { emitNftables } from '../../../src/emit/nftables/emit-nftables.js';
import type { Family } from '../../../src/net/family.js';
import { meterId } from '../../../src/ruleset/ids.js';
import type { Match } from '../../../src/ruleset/match.js';
import type { Meter, Rule, Ruleset } from '../../../src/ruleset/ruleset.js';
import { chain, count, meter, ms, ports, rule, ruleset } from '../../emit/samples.js';
import { type Flavour, flavours, inNamespace } from './namespace.js';

const families = ['ipv4', 'ipv6'] as const;
const host = { ipv4: '127.0.0.1', ipv6: '::1' } as const;
const tool = { ipv4: 'iptables', ipv6: 'ip6tables' } as const;

/** Sends `texts` (latin1) from each of `sources` to a socket that listens, so that no ICMP error answers. */
const sender = `
const dgram = require('node:dgram');
const { family, sources, texts } = JSON.parse(require('node:fs').readFileSync('packets', 'utf8'));
const type = family === 'ipv4' ? 'udp4' : 'udp6';
const target = family === 'ipv4' ? '127.0.0.1' : '::1';
const open = (port, address) => new Promise((done) => { const s = dgram.createSocket(type); s.bind(port, address, () => done(s)); });
(async () => {
  const server = await open(5060, target);
  for (const source of sources) {
    const socket = await open(0, source);
    for (const text of texts) await new Promise((done) => socket.send(Buffer.from(text, 'latin1'), 5060, target, done));
    socket.close();
  }
  server.close();
})();`;

interface Traffic {
  readonly family: Family;
  readonly sources: readonly string[];
  readonly texts: readonly string[];
}

/** How many packets each rule has acted on. */
function hits(
  set: Ruleset,
  traffic: Traffic,
  backend: Flavour | 'nftables',
): Readonly<Record<string, number>> {
  const files = { send, packets: JSON.stringify(traffic) };
  const node = `${process.execPath} send`;
  if (backend === 'nftables') {
    const listing = inNamespace(`nft -f rules; ${node}; nft list ruleset`, {
      ...files,
      rules: emitNftables(set),
    });
    return sums(listing, /counter packets (\d+) .* comment "([^"]+)"/g);
  }
  const xtables = `${tool[traffic.family]}-${backend}`;
  const script = `${xtables}-restore --noflush < rules; ${node}; ${xtables}-save -c -t raw`;
  return sums(
    inNamespace(script, { ...files, rules: emitIptables(set) }),
    /\[(\d+):\d+\] -A .*"vg:(r[^"]+)" -j/g,
  );
}

function sums(listing: string, pattern: RegExp): Readonly<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const [, packets, id = ''] of listing.matchAll(pattern)) all[id] = (all[id] ?? 0) + Number(packets);
  return all;
}

const preroutingOnly = (rules: readonly Rule[], meters: readonly Meter[] = []) =>
  ruleset({ meters, chains: [chain('hook.prerouting', rules, 'prerouting')] });

const stun = `\x00\x01\x00\x00\x21\x12\xa4\x42${'t'.repeat(12)}`;
const texts = [
  '',
  '\r\n',
  '\n\r',
  '\r\n\r\n',
  '\r\n\r\nREGISTER sip:x SIP/2.0',
  stun,
  `\x80${stun.slice(1)}`,
  stun.slice(0, 6),
  'REGISTER sip:x SIP/2.0\r\nUser-Agent: Friendly-Scanner',
  'REGISTER',
  'REG',
  'REGI',
  'INVITE sip:x SIP/2.0\r\nAllow: REGISTER ',
  'x'.repeat(1500),
  'x'.repeat(1501),
];

const udp = (offset: number, text: string): Match => ({ kind: 'payload', transport: 'udp', offset, text });
const keepalive = (form: 'empty' | 'crlf' | 'double-crlf' | 'stun'): Match => ({ kind: 'keepalive', form });

/** What a packet must say for each match to hold. */
const questions: readonly (readonly [string, Match, (text: string) => boolean])[] = [
  ['r.empty', keepalive('empty'), (text) => text === ''],
  ['r.crlf', keepalive('crlf'), (text) => text === '\r\n'],
  ['r.double', keepalive('double-crlf'), (text) => text === '\r\n\r\n'],
  ['r.stun', keepalive('stun'), (text) => text === stun],
  ['r.word', udp(0, 'REGI'), (text) => text.startsWith('REGI')],
  ['r.short', udp(0, 'REG'), (text) => text.startsWith('REG')],
  ['r.method', udp(0, 'REGISTER '), (text) => text.startsWith('REGISTER ')],
  ['r.rest', udp(4, 'STER '), (text) => text.startsWith('STER ', 4)],
  [
    'r.long',
    udp(2, 'GISTER sip:x SIP/2.0\r\nUser-Agent: Friendly-Scan'),
    (text) => text.startsWith('GISTER sip:x SIP/2.0\r\nUser-', 2),
  ],
  ['r.larger', { kind: 'larger', bytes: 1500 }, (text) => text.length > 1500],
  ['r.none', udp(0, 'OPTI'), () => false],
];
const log = { kind: 'log', prefix: '' } as const;
const searches: typeof questions = [
  [
    'r.string',
    { kind: 'contains', text: '\nuser-agent: friendly-scanner' },
    (text) => text.includes('Friendly'),
  ],
];

describe.each(families)('%s', (family) => {
  test.each([...flavours, 'nftables'] as const)(
    '%s: each match holds for the packets that it names',
    (backend) => {
      const asked = backend === 'nftables' ? questions : [...questions, ...searches];
      const rules = asked.map(([id, match]) => rule(id, family, [match], log));
      const expected = asked.map(([id, , holds]) => [id, texts.filter(holds).length]);
      expect(hits(preroutingOnly(rules), { family, sources: [host[family]], texts }, backend)).toEqual(
        Object.fromEntries(expected),
      );
    },
  );
});

/** Sends each text in a connection of its own, one segment with time stamps in its options. */
const caller = `
const net = require('node:net');
const { family, texts } = JSON.parse(require('node:fs').readFileSync('packets', 'utf8'));
const target = family === 'ipv4' ? '127.0.0.1' : '::1';
const server = net.createServer((socket) => socket.resume().on('end', () => socket.end()));
server.listen(5060, target, async () => {
  for (const text of texts) {
    await new Promise((done) => net.connect(5060, target, function () { this.resume().on('close', done).end(text); }));
  }
  server.close();
});`;

test.each(
  families.flatMap((family) =>
    ([...flavours, 'nftables'] as const).map((backend) => [family, backend] as const),
  ),
)('%s, %s: TCP', (family, backend) => {
  const tcp = (offset: number, text: string): Match => ({ kind: 'payload', transport: 'tcp', offset, text });
  const rules = [
    rule(
      'r.open',
      family,
      [
        { kind: 'tcp-open' },
        { kind: 'ports', transport: 'tcp', side: 'destination', ports: ports([5060, 5060]) },
      ],
      log,
    ),
    rule('r.word', family, [tcp(0, 'REGI')], log),
    rule('r.method', family, [tcp(0, 'REGISTER ')], log),
    rule('r.rest', family, [tcp(4, 'STER ')], log),
    rule('r.udp', family, [udp(0, 'REGI')], log),
  ];
  const said = ['REGISTER sip:x SIP/2.0', 'REGISTERS', 'INVITE sip:x', ' REGISTER '];
  const counts = hits(preroutingOnly(rules), { family, sources: [], texts: said }, backend, caller);
  expect(counts).toEqual({ 'r.open': 4, 'r.word': 2, 'r.method': 1, 'r.rest': 1, 'r.udp': 0 });
});

const burst = { kind: 'bucket', rate: { count: count(1), unit: 'hour' }, burst: count(3) } as const;
const slow = { algorithm: burst, expire: ms(7_200_000) };
const sources = [1, 2, 3, 4, 5].map((n) => `127.0.0.${n}`);
const five = ['a', 'b', 'c', 'd', 'e'];

/** `r.1` takes what the meter matches, `r.2` counts what goes on. */
const limited = (changes: Partial<Meter>) =>
  preroutingOnly(
    [
      rule(
        'r.1',
        'ipv4',
        [
          { kind: 'transport', transport: 'udp' },
          { kind: 'limit', meter: meterId('m.1') },
        ],
        { kind: 'drop' },
      ),
      rule('r.2', 'ipv4', [], log),
    ],
    [meter('m.1', 'ipv4', { ...slow, ...changes })],
  );

test.each<[Flavour | 'nftables', string, Partial<Meter>, number, number]>([
  // Of five packets from each of five sources three pass.
  ['nftables', 'each source has a bucket', {}, 10, 15],
  ['legacy', 'each source has a bucket', {}, 10, 15],
  ['nftables', 'a table with room charges once, closed or not', { whenFull: 'closed' }, 10, 15],
  ['nftables', 'one bucket for all', { key: 'all' }, 22, 3],
  ['legacy', 'one bucket for all', { key: 'all' }, 22, 3],
  ['nft', 'one bucket for all', { key: 'all' }, 22, 3],
  ['nftables', 'a subnet shares a bucket', { key: 'subnet' }, 22, 3],
  ['nft', 'a subnet shares a bucket', { key: 'subnet' }, 22, 3],
  // Two sources find room; the other three send fifteen packets.
  ['nftables', 'full and open', { size: count(2) }, 4, 21],
  ['nftables', 'full and closed', { size: count(2), whenFull: 'closed' }, 19, 6],
  ['nftables', 'full and closed, within', { size: count(2), sense: 'within', whenFull: 'closed' }, 6, 19],
  ['nftables', 'full and open, within', { size: count(2), sense: 'within', whenFull: 'open' }, 21, 4],
  // hashlimit drops the fifteen by itself.
  ['legacy', 'full and closed', { size: count(2), whenFull: 'closed' }, 4, 6],
  ['nft', 'full and closed', { size: count(2), whenFull: 'closed' }, 4, 6],
  ['legacy', 'full and closed, within', { size: count(2), sense: 'within', whenFull: 'closed' }, 6, 4],
])('%s: %s', (backend, _, changes, taken, left) => {
  const counts = hits(limited(changes), { family: 'ipv4', sources, texts: five }, backend);
  expect(counts).toEqual({ 'r.1': taken, 'r.2': left });
});

test.each(flavours)('%s: a window of 3 in 60 s, both ways', (flavour) => {
  const algorithm = { kind: 'window', count: count(3), span: ms(60_000) } as const;
  const counts = (sense: Meter['sense']) =>
    hits(limited({ algorithm, sense }), { family: 'ipv4', sources, texts: five }, flavour);
  expect(counts('over')).toEqual({ 'r.1': 10, 'r.2': 15 });
  expect(counts('within')).toEqual({ 'r.1': 15, 'r.2': 10 });
});
