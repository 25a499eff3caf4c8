import type { Match } from '../../../src/ruleset/match.js';
import { rule } from '../../emit/samples.js';
import { backends, hits, preroutingOnly, tcpSender } from './traffic.js';

const families = ['ipv4', 'ipv6'] as const;
const host = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

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
  test.each(backends)('%s: each match holds for the packets that it names', (backend) => {
    const asked = backend === 'nftables' ? questions : [...questions, ...searches];
    const rules = asked.map(([id, match]) => rule(id, family, [match], log));
    const expected = asked.map(([id, , holds]) => [id, texts.filter(holds).length]);
    expect(hits(preroutingOnly(rules), { family, sources: [host[family]], texts }, backend)).toEqual(
      Object.fromEntries(expected),
    );
  });
});

test.each(families.flatMap((family) => backends.map((backend) => [family, backend] as const)))(
  '%s, %s: TCP',
  (family, backend) => {
    const tcp = (offset: number, text: string): Match => ({
      kind: 'payload',
      transport: 'tcp',
      offset,
      text,
    });
    const rules = [
      rule('r.word', family, [tcp(0, 'REGI')], log),
      rule('r.method', family, [tcp(0, 'REGISTER ')], log),
      rule('r.rest', family, [tcp(4, 'STER ')], log),
      rule('r.udp', family, [udp(0, 'REGI')], log),
    ];
    const said = ['REGISTER sip:x SIP/2.0', 'REGISTERS', 'INVITE sip:x', ' REGISTER '];
    const counts = hits(preroutingOnly(rules), { family, sources: [], texts: said }, backend, tcpSender);
    expect(counts).toEqual({ 'r.word': 2, 'r.method': 1, 'r.rest': 1, 'r.udp': 0 });
  },
);
