import { legalize } from '../../src/legalize/legalize.js';
import type { Count, Milliseconds } from '../../src/net/units.js';
import { capabilitiesOf } from '../../src/platform/capabilities.js';
import { generic } from '../../src/platform/platform.js';
import { chainId, meterId, setId } from '../../src/ruleset/ids.js';
import type { Action } from '../../src/ruleset/ruleset.js';
import { addresses } from '../emit/samples.js';
import { compileText } from '../lint-text.js';
import { chain, drop, iptables, meter, nftables, rate, rule, ruleset } from './sample.js';

const limit = (id: string) => ({ kind: 'limit', meter: meterId(id) }) as const;
const trusted = { kind: 'address', side: 'source', set: setId('trusted'), negate: false } as const;
/** One address of each family. */
const both = addresses('192.0.2.1', '2001:db8::1');
const sets = [
  { kind: 'static', id: setId('trusted'), name: 'trusted', family: 'any', addresses: both, origin: [] },
] as const;

const small = ruleset(
  [
    chain(
      'hook.prerouting',
      [
        rule('a.trusted', [trusted], { kind: 'pass' }),
        rule('a.all', [limit('all')]),
        rule('a.cap', [limit('cap')]),
      ],
      'prerouting',
    ),
  ],
  { sets, meters: [meter('all'), meter('cap', { key: 'all', whenFull: 'closed' })] },
);

test('nftables: what is keyed by an address is doubled, a bucket for all packets is not', () => {
  const { ruleset: legal, fallbacks } = legalize(small, nftables, 'ipv4');
  expect(legal.chains[0]?.rules.map(({ id, family }) => [id, family])).toEqual([
    ['a.trusted', 'ipv4'],
    ['a.trusted', 'ipv6'],
    ['a.all', 'ipv4'],
    ['a.all', 'ipv6'],
    ['a.cap', 'any'],
  ]);
  expect(legal.meters.map(({ id, whenFull }) => [id, whenFull])).toEqual([
    ['all4', 'open'],
    ['all6', 'open'],
    ['cap', 'closed'],
  ]);
  expect(legal.sets.map(({ name }) => name)).toEqual(['trusted4', 'trusted6']);
  expect(fallbacks).toEqual([]);
});

test('a list that names nobody of a family is asked by no rule there; whoever is not in it is everybody', () => {
  const not = { ...trusted, negate: true };
  const some = ruleset(
    [
      chain(
        'hook.prerouting',
        [rule('a.in', [trusted]), rule('a.out', [not], { kind: 'pass' })],
        'prerouting',
      ),
    ],
    { sets: [{ ...sets[0], addresses: addresses('192.0.2.1') }] },
  );
  const told = (legal: typeof small) =>
    legal.chains[0]?.rules.map(({ id, family, matches }) => `${id} ${family} ${matches.length}`);
  expect(told(legalize(some, iptables, 'ipv4').ruleset)).toEqual(['a.in ipv4 1', 'a.out ipv4 1']);
  expect(told(legalize(some, iptables, 'ipv6').ruleset)).toEqual(['a.out ipv6 0']);
  const { ruleset: one } = legalize(some, nftables, 'ipv4');
  expect(told(one)).toEqual(['a.in ipv4 1', 'a.out ipv4 1', 'a.out ipv6 0']);
  expect(one.sets.map(({ name }) => name)).toEqual(['trusted4']);
});

test('iptables: a ruleset for each family, caps counted apart, full tables closed, and each of it told', () => {
  const { ruleset: legal, fallbacks } = legalize(small, iptables, 'ipv6');
  expect(legal.chains[0]?.rules.map(({ family }) => family)).toEqual(['ipv6', 'ipv6', 'ipv6']);
  expect(legal.meters.map(({ whenFull }) => whenFull)).toEqual(['closed', 'closed']);
  expect(legal.sets.map(({ name }) => name)).toEqual(['vg-trusted-6']);
  expect(fallbacks.map(({ kind }) => kind)).toEqual(['cap-per-family', 'full-closed']);
});

test('a hashlimit name changes with its limit, because the kernel keeps the limits of a name that it knows', () => {
  const named = (count: number) =>
    legalize(
      ruleset(small.chains, {
        sets,
        meters: [
          meter('all', { algorithm: { kind: 'bucket', rate: rate(count, 'second'), burst: 10 as Count } }),
          meter('cap', { key: 'all' }),
        ],
      }),
      iptables,
      'ipv4',
    ).ruleset.meters[0]?.name;
  expect(named(5)).not.toBe(named(6));
  expect(named(5)).toBe(named(5));
  expect(named(5)).toMatch(/^vg-all-[0-9a-f]{6}$/);
});

test('a name that is too long keeps its beginning and differs from its neighbour', () => {
  const long = (letter: string) => chain(`strangers.${'x'.repeat(30)}${letter}`, []);
  const { ruleset: legal, fallbacks } = legalize(ruleset([long('a'), long('b')]), iptables, 'ipv4');
  const names = legal.chains.map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^VG-strangers\.x{8}-[0-9a-f]{6}$/);
  expect(fallbacks.map(({ kind }) => kind)).toEqual(['name-shortened', 'name-shortened']);
});

test('a log prefix is cut to what the kernel takes, and keeps its last blank', () => {
  const log: Action = { kind: 'log', prefix: `${'p'.repeat(30)} refused ` };
  const { ruleset: legal, fallbacks } = legalize(
    ruleset([chain('c', [rule('c.log', [], log)])]),
    iptables,
    'ipv4',
  );
  expect(legal.chains[0]?.rules[0]?.action).toEqual({ kind: 'log', prefix: `${'p'.repeat(28)} ` });
  expect(fallbacks).toMatchObject([{ kind: 'log-prefix-shortened' }]);
});

describe('searches', () => {
  const contains = (text: string) => ({ kind: 'contains', text }) as const;
  const search = ruleset([
    chain(
      'signatures',
      [rule('signatures.svmap', [contains('a')]), rule('signatures.svmap.2', [contains('b')])],
      'prerouting',
    ),
  ]);
  test('are left out for nftables, told once for each signature', () => {
    const { ruleset: legal, fallbacks } = legalize(search, nftables, 'ipv4');
    expect(legal.chains[0]?.rules).toEqual([]);
    expect(fallbacks).toMatchObject([{ kind: 'no-search', signature: 'svmap', backend: 'nftables' }]);
  });
  test('stay for iptables', () => {
    expect(legalize(search, iptables, 'ipv4').ruleset.chains[0]?.rules).toHaveLength(2);
  });
});

describe('TCP payload', () => {
  const classify: Action = {
    kind: 'classify',
    transport: 'tcp',
    offset: 0,
    cases: [],
    lookup: true,
    otherwise: chainId('other'),
  };
  const tcp = ruleset([
    chain('sip.tcp', [rule('sip.tcp.class', [], classify)], 'prerouting'),
    chain('other', []),
  ]);
  test('is read behind headers of told lengths by nftables below kernel 5.16, and that is told', () => {
    const { ruleset: legal, fallbacks } = legalize(tcp, capabilitiesOf.nftables(generic), 'ipv4');
    const behind = (bytes: number) => ({
      id: `sip.tcp.class.h${bytes}`,
      matches: [{ kind: 'tcp-header', bytes }],
      action: { kind: 'classify', header: bytes },
    });
    expect(legal.chains.find(({ id }) => id === 'sip.tcp')?.rules).toMatchObject([
      behind(20),
      behind(32),
      { id: 'sip.tcp.class.otherwise', matches: [], action: { kind: 'goto', chain: 'other' } },
    ]);
    expect(fallbacks).toMatchObject([{ kind: 'tcp-header-lengths' }]);
  });
  test('is read behind every header that Linux sends where it goes out: the receiver makes it longer by leaving a hole', () => {
    const out = { ...tcp, chains: tcp.chains.map((chain) => ({ ...chain, hook: 'output' as const })) };
    const { ruleset: legal } = legalize(out, capabilitiesOf.nftables(generic), 'ipv4');
    const lengths = legal.chains.flatMap(({ rules }) =>
      rules.flatMap(({ matches }) =>
        matches.flatMap((match) => (match.kind === 'tcp-header' ? [match.bytes] : [])),
      ),
    );
    expect(lengths).toEqual([20, 32, 40, 44, 48, 52, 56, 60]);
  });
  test('is guarded against extension headers in ip6tables, not in iptables', () => {
    const first = (family: 'ipv4' | 'ipv6') => legalize(tcp, iptables, family).ruleset.chains[0]?.rules[0];
    expect(first('ipv6')).toMatchObject({
      matches: [{ kind: 'extension-headers', transport: 'tcp' }],
      action: drop,
    });
    expect(first('ipv4')).toBeUndefined();
  });
});

test('a sliding window becomes a bucket where no time stamps are kept, and says so', () => {
  const limits = [rule('a.invite', [limit('invite')]), rule('a.cap', [limit('cap')])];
  const window = ruleset([chain('hook.prerouting', limits, 'prerouting')], {
    meters: [
      meter('invite', { algorithm: { kind: 'window', count: 20 as Count, span: 60_000 as Milliseconds } }),
      meter('cap', {
        key: 'all',
        algorithm: { kind: 'window', count: 7 as Count, span: 13_000 as Milliseconds },
      }),
    ],
  });
  const of = (can: typeof iptables) =>
    legalize(window, can, 'ipv4').ruleset.meters.map(({ algorithm }) => algorithm);
  expect(of(iptables).map(({ kind }) => kind)).toEqual(['window', 'bucket']);
  expect(of(nftables)[0]).toEqual({ kind: 'bucket', rate: { count: 20, unit: 'minute' }, burst: 20 });
  expect(of(nftables).at(-1)).toEqual({ kind: 'bucket', rate: { count: 46_523, unit: 'day' }, burst: 7 });
});

test('a limit of bytes that becomes one of packets has no deeper burst than the tool takes', () => {
  const { artifacts } = compileText(
    'vosguard: 1\ntarget: { platform: centos7 }\nsip: { bans: { challenged: { over: 1/s burst 86400, for: 1h } } }\n',
  );
  const bursts = [...(artifacts.get('iptables.rules') ?? '').matchAll(/--hashlimit-burst (\d+) /g)];
  expect(bursts.length).toBeGreaterThan(5);
  expect(Math.max(...bursts.map(([, burst]) => Number(burst)))).toBe(10_000);
});
