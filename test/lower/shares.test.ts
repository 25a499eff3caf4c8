import fc from 'fast-check';
import { lower } from '../../src/lower/lower.js';
import type { Meter, Ruleset } from '../../src/ruleset/ruleset.js';
import { lintText } from '../lint-text.js';

const rulesetOf = (...lines: readonly string[]): Ruleset =>
  lower(lintText(['vosguard: 1', ...lines, ''].join('\n')).policy);

const told = (ruleset: Ruleset, id: string): readonly string[] =>
  (ruleset.chains.find((chain) => chain.id === id)?.rules ?? []).map(({ id: rule, action }) => {
    const to = action.kind === 'goto' ? ` ${action.chain}` : '';
    return `${rule.slice(id.length + 1)} ${action.kind}${to}`;
  });

const perDay = { second: 86_400, minute: 1_440, hour: 24, day: 1 } as const;
const bucket = ({ algorithm }: Meter) => {
  if (algorithm.kind !== 'bucket') throw new Error('parts of a cap are buckets');
  return { daily: algorithm.rate.count * perDay[algorithm.rate.unit], burst: algorithm.burst };
};
const partsOf = ({ meters }: Ruleset, method: string): readonly Meter[] =>
  meters.filter(({ id }) => new RegExp(`^together[.][a-z]+[.]${method}$`).test(id));

describe.each([
  ['REGISTER', 'asked'],
  ['INVITE', 'ringing'],
] as const)('strangers share what there is of %s', (method, waiting) => {
  const id = `strangers.${method}`;

  test('a port that was heard goes apart from a new one, and everything else is served last', () => {
    const ruleset = rulesetOf();
    expect(told(ruleset, id).slice(-4)).toEqual([
      `tried goto ${id}.tried`,
      'try learn',
      `first goto ${id}.passed`,
      `beyond goto ${id}.beyond`,
    ]);
    expect(told(ruleset, `${id}.tried`)).toEqual([
      'try learn',
      `answered goto ${id}.answered`,
      `repeated goto ${id}.repeated`,
      `beyond goto ${id}.beyond`,
    ]);
    expect(told(ruleset, `${id}.beyond`)).toEqual([
      `together.${method} goto strangers.refused`,
      `passed goto ${id}.passed`,
    ]);
    expect(told(ruleset, `${id}.passed`)).toEqual([`${waiting} learn`, 'next goto strangers.signatures']);
  });

  test('whoever is waited for has a share of its own, and only then is it asked', () => {
    const answered = rulesetOf()
      .chains.find((chain) => chain.id === `${id}.tried`)
      ?.rules.find((rule) => rule.id.endsWith('.answered'));
    expect(answered?.matches).toEqual([
      { kind: 'address', side: 'source', set: waiting, negate: false },
      { kind: 'limit', meter: `share.answered.${method}` },
    ]);
  });

  test('all parts together are never more than the cap', () => {
    const caps = fc.record({
      count: fc.integer({ min: 1, max: 100_000 }),
      unit: fc.constantFrom('s', 'min'),
      burst: fc.integer({ min: 10, max: 1_400 }),
    });
    const seconds = { s: 1, min: 60 } as const;
    fc.assert(
      fc.property(caps, ({ count, unit, burst }) => {
        const cap = `${count}/${unit} burst ${burst}`;
        const parts = partsOf(rulesetOf(`sip: { strangers: { together: { ${method}: ${cap} } } }`), method);
        const all = parts.map(bucket);
        const sum = (part: 'daily' | 'burst') => all.reduce((total, each) => total + each[part], 0);
        expect(parts).toHaveLength(4);
        expect(sum('burst')).toBeLessThanOrEqual(burst);
        expect(sum('daily')).toBeLessThanOrEqual((count * 86_400) / seconds[unit]);
        expect(sum('daily')).toBeGreaterThan((0.9 * count * 86_400) / seconds[unit]);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['where the policy says so', 'share: first-come'],
    ['where the cap is too small to divide', `together: { ${method}: 100/s burst 9 }`],
  ])('first come, first served %s', (_when, strangers) => {
    const ruleset = rulesetOf(`sip: { strangers: { ${strangers} } }`);
    expect(told(ruleset, id).slice(-3)).toEqual([
      `together.${method} goto strangers.refused`,
      `${waiting} learn`,
      'next goto strangers.signatures',
    ]);
    expect(partsOf(ruleset, method)).toEqual([]);
  });
});

test('a method that is dropped or let in without a limit is shared by nobody', () => {
  for (const limit of ['drop', 'allow']) {
    const ruleset = rulesetOf(`sip: { strangers: { together: { REGISTER: ${limit} } } }`);
    expect(ruleset.chains.map(({ id }) => id)).not.toContain('strangers.REGISTER.beyond');
  }
});

test('a source that is idle has its whole share again after 10 s, and a port is new again after 5', () => {
  const { meters, sets } = rulesetOf();
  const shares = meters.filter(({ id }) => id.startsWith('share.'));
  expect(new Set(shares.map(({ expire }) => expire))).toEqual(new Set([10_000]));
  expect(sets.find(({ id }) => id === 'tried')).toMatchObject({ key: 'port', timeout: 5_000 });
});
