import { legalize } from '../../src/legalize/legalize.js';
import { emptySet } from '../../src/net/address-set.js';
import type { Count, Milliseconds } from '../../src/net/units.js';
import { capabilitiesOf } from '../../src/platform/capabilities.js';
import { type Platform, platforms } from '../../src/platform/platform.js';
import { meterId, setId } from '../../src/ruleset/ids.js';
import type { Action, LearnedSet, StaticSet } from '../../src/ruleset/ruleset.js';
import { addresses } from '../emit/samples.js';
import { chain, meter, rate, rule, ruleset } from './sample.js';

const row = (name: string) => capabilitiesOf.iptables(platforms.find((one) => one.name === name) as Platform);
const [centos6, centos7, debian12] = [row('centos6'), row('centos7'), row('debian12')];

const banned: LearnedSet = {
  kind: 'learned',
  id: setId('banned'),
  name: 'banned',
  family: 'any',
  holds: 'banned',
  key: 'source',
  timeout: 3_600_000 as Milliseconds,
  size: 1000 as Count,
  origin: ['sip', 'bans'],
};
const listed = (id: string, set = emptySet): StaticSet => ({
  ...{ kind: 'static', id: setId(id), name: id, family: 'any', addresses: set, origin: [id] },
});
const learn = (minutes: number): Action => ({
  kind: 'learn',
  set: banned.id,
  side: 'source',
  timeout: (minutes * 60_000) as Milliseconds,
});
const asks = (set: string, negate = false) =>
  ({ kind: 'address', side: 'source', set: setId(set), negate }) as const;

describe('sets without a time for each entry', () => {
  const policy = ruleset(
    [
      chain(
        'hook.prerouting',
        [
          rule('a.banned', [asks('banned')]),
          rule('a.free', [asks('banned', true)], { kind: 'pass' }),
          rule('a.hour', [], learn(60)),
          rule('a.flood', [], learn(10)),
          rule('a.again', [], learn(10)),
        ],
        'prerouting',
      ),
    ],
    { sets: [banned] },
  );

  test('each time gets its set, and who asks for one asks for all', () => {
    const { ruleset: legal } = legalize(policy, centos6, 'ipv4');
    expect(legal.sets).toMatchObject([
      { name: 'vg-banned-4', timeout: 3_600_000 },
      { name: 'vg-banned.600-4', timeout: 600_000, size: 1000 },
    ]);
    const rules = legal.chains[0]?.rules.map(({ matches, action }) => [
      matches.map((match) => (match.kind === 'address' ? `${match.negate ? 'not ' : ''}${match.set}` : '')),
      action.kind === 'learn' ? action.set : action.kind,
    ]);
    expect(rules).toEqual([
      [['banned'], 'drop'],
      [['banned.600'], 'drop'],
      [['not banned', 'not banned.600'], 'pass'],
      [[], 'banned'],
      [[], 'banned.600'],
      [[], 'banned.600'],
    ]);
  });

  test('with a time for each entry one set serves all', () => {
    expect(legalize(policy, centos7, 'ipv4').ruleset.sets.map(({ name }) => name)).toEqual(['vg-banned-4']);
  });
});

describe('IPv6 without sets', () => {
  /** Every other /64, so that none merge. */
  const many = (n: number) =>
    addresses(...Array.from({ length: n }, (_, i) => `2001:db8:0:${(2 * i).toString(16)}::/64`));
  const policy = (networks: number) =>
    ruleset(
      [
        chain(
          'hook.prerouting',
          [
            rule('a.trusted', [asks('trusted')], { kind: 'pass' }),
            rule('a.blocked', [asks('blocked')]),
            rule('a.banned', [asks('banned')]),
            rule('a.free', [asks('banned', true)], { kind: 'pass' }),
            rule('a.learn', [], learn(60)),
            rule('a.drop'),
          ],
          'prerouting',
        ),
      ],
      { sets: [banned, listed('trusted', many(2)), listed('blocked', many(networks))] },
    );
  const ids = (networks: number, family: 'ipv4' | 'ipv6', can = centos6) =>
    legalize(policy(networks), can, family).ruleset.chains[0]?.rules.map(({ id }) => id);

  test('lists go into the rules, what is learned falls away, and that is told', () => {
    expect(ids(1000, 'ipv6')).toEqual(['a.trusted', 'a.blocked', 'a.free', 'a.drop']);
    const { ruleset: legal, fallbacks } = legalize(policy(1000), centos6, 'ipv6');
    expect(legal.sets).toMatchObject([
      { id: 'trusted', inline: true },
      { id: 'blocked', inline: true },
    ]);
    expect(fallbacks).toMatchObject([{ kind: 'no-ipv6-learning', set: 'banned' }]);
  });

  test('a list of more than 1,000 networks is empty there, and that is told', () => {
    expect(ids(1001, 'ipv6')).toEqual(['a.trusted', 'a.free', 'a.drop']);
    expect(legalize(policy(1001), centos6, 'ipv6').fallbacks).toMatchObject([
      { kind: 'no-ipv6-learning' },
      { kind: 'list-too-long', set: 'blocked', networks: 1001, most: 1000 },
    ]);
  });

  test('IPv4 and newer hosts keep all of it', () => {
    const all = ['a.trusted', 'a.blocked', 'a.banned', 'a.free', 'a.learn', 'a.drop'];
    // The lists are of IPv6 alone.
    expect(ids(1001, 'ipv4')).toEqual(all.slice(2));
    expect(ids(1001, 'ipv6', centos7)).toEqual(all);
  });
});

const bucket = (count: number, burst: number) =>
  ({ kind: 'bucket', rate: rate(count, 'second'), burst: burst as Count }) as const;

test.each([
  [5, 10, 5, 10],
  [300, 10_000, 294, 10_000],
  [7000, 20_000, 5000, 10_000],
  [20_000, 30_000, 10_000, 10_000],
])('%d/s burst %d is %d/s burst %d in revision 1 of hashlimit', (count, burst, kept, deep) => {
  const policy = ruleset([], { meters: [meter('m', { algorithm: bucket(count, burst) })] });
  for (const can of [centos6, centos7])
    expect(legalize(policy, can, 'ipv4').ruleset.meters[0]?.algorithm).toEqual(bucket(kept, deep));
  expect(legalize(policy, debian12, 'ipv4').fallbacks.map(({ kind }) => kind)).not.toContain('burst-lowered');
});

test.each([
  [20, 'ipv4', 'window', 'window', 'window'],
  [21, 'ipv4', 'bucket', 'bucket', 'window'],
  [20, 'ipv6', 'bucket', 'window', 'window'],
] as const)('a window of %d, %s', (count, family, six, seven, twelve) => {
  const algorithm = { kind: 'window', count: count as Count, span: 60_000 as Milliseconds } as const;
  const limited = rule('a.m', [{ kind: 'limit', meter: meterId('m') }]);
  const policy = ruleset([chain('hook.input', [limited], 'input')], { meters: [meter('m', { algorithm })] });
  const kinds = [centos6, centos7, debian12].map(
    (can) => legalize(policy, can, family).ruleset.meters[0]?.algorithm.kind,
  );
  expect(kinds).toEqual([six, seven, twelve]);
});
