import { cidrs } from '../../src/net/cidrs.js';
import type { Sources } from '../../src/policy/policy.js';
import { valid, validated } from './validated.js';

const texts = (sources: Sources | undefined) =>
  sources && [...cidrs(sources.set, 'ipv4'), ...cidrs(sources.set, 'ipv6')];

test('three lines make a whole policy', () => {
  const policy = valid('trusted: [203.0.113.10]\nservices: { ssh: { tcp: [22], from: [192.0.2.0/24] } }\n');
  expect(texts(policy.trusted)).toEqual(['203.0.113.10']);
  expect(policy.services.map(({ name, udp, tcp, from }) => ({ name, udp, tcp, from: texts(from) }))).toEqual([
    { name: 'media', udp: [{ first: 10000, last: 47999 }], tcp: [], from: undefined },
    { name: 'ssh', udp: [], tcp: [{ first: 22, last: 22 }], from: ['192.0.2.0/24'] },
  ]);
  expect(policy.target).toEqual({
    platform: { kind: 'named', name: 'generic' },
    backends: ['iptables', 'nftables'],
    devices: [],
  });
  expect(policy.otherwise).toBe('deny');
  expect(policy.conntrack).toEqual({
    max: 1048576,
    buckets: 'auto',
    udpTimeout: 30_000,
    udpTimeoutStream: 60_000,
    tcpTimeoutEstablished: 7_200_000,
    sip: 'tracked',
    media: 'tracked',
  });
  expect(policy.logging).toEqual({
    rate: { count: 10, unit: 'minute' },
    burst: 10,
    prefix: 'vosguard ',
    path: ['logging'],
  });
});

test('a policy says each kind of limit', () => {
  const { sip } = valid(`
sip:
  strangers:
    limits:
      REGISTER: 5/s burst 10
      INVITE: { rate: 6/min, burst: 3, per: both, expire: 2m }
      ACK: { window: 20 in 60s }
      BYE: { window: 20 in 60s, engine: recent, per: destination }
      OPTIONS: allow
`);
  if (sip.strangers === 'deny') throw new Error('strangers are let in');
  const { limits } = sip.strangers;
  const path = (method: string) => ['sip', 'strangers', 'limits', method];
  expect(limits.get('REGISTER')).toEqual({
    kind: 'rate', rate: { count: 5, unit: 'second' }, burst: 10, per: 'source', expire: undefined, path: path('REGISTER'),
  }); // biome-ignore format: one line a limit
  expect(limits.get('INVITE')).toEqual({
    kind: 'rate', rate: { count: 6, unit: 'minute' }, burst: 3, per: 'both', expire: 120_000, path: path('INVITE'),
  }); // biome-ignore format: one line a limit
  expect(limits.get('ACK')).toEqual({
    kind: 'window', count: 20, span: 60_000, engine: 'bucket', per: 'source', path: path('ACK'),
  }); // biome-ignore format: one line a limit
  expect(limits.get('BYE')).toEqual({
    kind: 'window', count: 20, span: 60_000, engine: 'recent', per: 'destination', path: path('BYE'),
  }); // biome-ignore format: one line a limit
  expect(limits.get('OPTIONS')).toEqual({ kind: 'allow', path: path('OPTIONS') });
  expect(limits.get('MESSAGE')).toEqual({ kind: 'drop', path: path('MESSAGE') });
});

test('what null removes is not in the policy', () => {
  const policy = valid(`
services: null
signatures: null
logging: null
sip: { bans: null, strangers: { connections: null, max_size: null, together: null } }
`);
  expect(policy.services).toEqual([]);
  expect(policy.signatures).toEqual([]);
  expect(policy.logging).toBeUndefined();
  expect(policy.sip.bans).toEqual({
    signature: undefined,
    flood: undefined,
    challenged: undefined,
    refused: undefined,
    again: undefined,
  });
  expect(policy.sip.strangers).toMatchObject({
    connections: { udp: undefined, tcp: undefined, perSubnet: undefined, answer: 'drop' },
    maxSize: new Map(),
    together: new Map(),
  });
});

test('strangers may be denied', () => {
  expect(valid('sip: { strangers: deny }').sip.strangers).toBe('deny');
});

test.each([
  ['[5070, 5071]', [{ first: 5070, last: 5071 }], [{ first: 5070, last: 5071 }]],
  ['{ udp: [5070-5080] }', [{ first: 5070, last: 5080 }], []],
])('encrypted ports as %s', (text, udp, tcp) => {
  expect(valid(`sip: { ports: { encrypted: ${text} } }`).sip.encrypted).toEqual({ udp, tcp });
});

test('versions are read as they are written', () => {
  const { target } = valid('target: { platform: { iptables: 1.4.21, ipset: 6.30, kernel: "3.10.0" } }');
  expect(target.platform).toEqual({
    kind: 'versions',
    iptables: '1.4.21',
    ipset: '6.30',
    nft: undefined,
    kernel: '3.10.0',
  });
});

test.each([
  ['on', true], ['off', false], ['true', true], ['false', false], ['1', true], ['0', false], ['"on"', true],
])('the switch %s is %s', (text, expected) => {
  expect(valid(`vos3000: { dynamic_blacklist: ${text} }`).vos3000?.dynamicBlacklist).toBe(expected);
}); // biome-ignore format: a table

test('parameters keep their kind', () => {
  const text = 'vos3000: { parameters: { SS_A: 1, SS_B: on, SS_C: "on", SS_D: "5060,6060", SS_E: false } }';
  expect([...(valid(text).vos3000?.parameters ?? [])]).toEqual([
    ['SS_A', 1],
    ['SS_B', true],
    ['SS_C', 'on'],
    ['SS_D', '5060,6060'],
    ['SS_E', false],
  ]);
});

test('packs that share a signature give it once, and own ones come last', () => {
  const { signatures } = valid(
    'signatures: { use: [attack-tools, published-guides], add: [{ id: mine, raw: x-evil }] }',
  );
  const ids = signatures.map(({ signature }) => signature.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(['friendly-scanner', 'sipcli', 'vaxsipuseragent', 'svmap-from']),
  );
  expect(signatures.at(-1)).toEqual({
    signature: { id: 'mine', pattern: { kind: 'raw', text: 'x-evil' } },
    path: ['signatures', 'add', 0],
  });
  expect(signatures.find(({ signature }) => signature.id === 'sipscan')?.path).toEqual([
    'signatures',
    'use',
    0,
  ]);
});

const twoProfiles = `
name: base
profiles:
  attack: { expires: 4h, name: attacked }
  calm: { name: calm }
`;

test.each([
  [undefined, 'base', undefined],
  ['attack', 'attacked', 14_400_000],
  ['calm', 'calm', undefined],
])('the profile %s gives its own policy', (profile, name, expires) => {
  expect(valid(twoProfiles, profile)).toMatchObject({ name, profile, expires });
});

test('profiles that are not chosen are validated too, and a mistake they share is told once', () => {
  const text = 'sip: { known: { remember: 1 } }\nprofiles: { a: { name: "a b" }, b: { sip: 5 } }\n';
  expect(validated(text).lines).toEqual(['2:27 VG211', '3:24 VG206', '3:43 VG201']);
  expect(validated(text, 'b').lines).toEqual(validated(text).lines);
});

test('tests are read with what holds where nothing is said', () => {
  const { tests } = valid(`
tests:
  - name: one
    answer: 401
    send: { from: 192.0.2.1, method: REGISTER, every: 10ms, count: 3 }
    expect: { delivered: 1..2 }
    then: [{ wait: 5s, answer: nothing, send: { from: "2001:db8::1", transport: tcp }, expect: { banned: true } }]
`);
  expect(tests).toMatchObject([
    {
      name: 'one',
      profile: undefined,
      ports: 1,
      steps: [
        {
          wait: undefined,
          answer: 401,
          send: {
            from: [{ family: 'ipv4' }],
            transport: 'udp',
            message: { kind: 'request', method: 'REGISTER', headers: [] },
            count: 3,
            every: 10,
          },
          expect: { delivered: { least: 1, most: 2 }, sets: { banned: undefined } },
        },
        {
          wait: 5_000,
          answer: 'nothing',
          send: {
            from: [{ family: 'ipv6' }],
            transport: 'tcp',
            message: { kind: 'request', method: 'OPTIONS', headers: [] },
            count: 1,
          },
          expect: { delivered: undefined, sets: { banned: true, known: undefined } },
        },
      ],
    },
  ]);
});
