import fc from 'fast-check';
import { htmlSheet } from '../../src/emit/vos3000/html.js';
import { markdownSheet } from '../../src/emit/vos3000/markdown.js';
import type { Call } from '../../src/vos3000/calls/call.js';
import { gatewayFields } from '../../src/vos3000/catalogue/gateway.js';
import { tiers } from '../../src/vos3000/catalogue/tier.js';
import { adviceFor, usageJson, usageReport } from '../../src/vos3000/usage/advice.js';
import { distinct, mostAtOnce, mostInASecond } from '../../src/vos3000/usage/measures.js';
import { UsageCount } from '../../src/vos3000/usage/usage.js';
import { usageSheet } from '../../src/vos3000/usage/usage-sheet.js';
import { lintText } from '../lint-text.js';

const day = Date.UTC(2026, 10, 25) / 1000;

const call = (more: Partial<Call>): Call => ({
  ...{ source: '', caller: '', number: '', gateway: 'g', cause: '0', billingMode: '0' },
  ...{ start: day, stop: undefined, hold: undefined, ...more },
});

const always = { since: undefined, until: undefined };

const used = (calls: readonly Call[], period: ConstructorParameters<typeof UsageCount>[0] = always) => {
  const usage = new UsageCount(period);
  for (const one of calls) usage.add(one);
  return usage.result();
};

test('attempts in a second, conversations at once, the longest of them, by gateway', () => {
  const usage = used([
    call({ start: day + 10, hold: 30 }),
    call({ start: day + 10, hold: 0, stop: day + 10 }),
    call({ start: day + 10 }),
    call({ start: day + 39, stop: day + 100, hold: 61 }),
    call({ start: day + 40, hold: 5 }),
    call({ gateway: '对接-1', start: day + 7200, hold: 900 }),
    call({ gateway: '', start: day + 20 }),
    call({ start: undefined }),
  ]);
  expect(usage.gateways).toEqual([
    {
      name: 'g',
      calls: 5,
      rate: { most: 3, at: day + 10 },
      atOnce: { most: 2, at: day + 39 },
      longest: { most: 61, at: day + 39 },
    },
    {
      name: '对接-1',
      calls: 1,
      rate: { most: 1, at: day + 7200 },
      atOnce: { most: 1, at: day + 7200 },
      longest: { most: 900, at: day + 7200 },
    },
  ]);
  expect([usage.total, usage.first, usage.last]).toEqual([7, day + 10, day + 7200]);
});

test('the order of the records changes nothing', () => {
  const one = fc.record({ start: fc.integer({ min: 1, max: 50 }), hold: fc.integer({ min: 0, max: 20 }) });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1 }), (ones) => {
      const calls = ones.map(({ start, hold }) => call({ start: day + start, hold }));
      const usage = used(calls);
      expect(used(calls.toReversed())).toEqual(usage);
      const [gateway] = usage.gateways;
      const seconds = Array.from({ length: 72 }, (_, at) => day + at);
      const most = (of: (second: number) => number) => Math.max(...seconds.map(of));
      expect(gateway?.rate?.most).toBe(
        most((second) => calls.filter(({ start }) => start === second).length),
      );
      const talking = (second: number) =>
        calls.filter(({ start = 0, hold = 0 }) => hold > 0 && start <= second && second < start + hold)
          .length;
      expect(gateway?.atOnce?.most ?? 0).toBe(most(talking));
    }),
  );
});

test('nothing at all', () => {
  expect(mostInASecond(new Uint32Array())).toBeUndefined();
  expect(mostAtOnce(new Uint32Array(), new Uint32Array())).toBeUndefined();
  expect(used([]).hours).toEqual([]);
});

test('the normal hour: calls, and accounts that were registered, over the days', () => {
  const phone = { gateway: '', hold: 30 };
  const calls = [0, 1, 2].flatMap((days) =>
    Array.from({ length: 10 * (days + 1) }, (_, at) =>
      call({ ...phone, start: day + days * 86_400 + 4 * 3600 + at, caller: String(at % 5) }),
    ),
  );
  expect(used(calls).hours).toEqual([
    {
      hour: 4,
      days: 3,
      calls: { least: 10, median: 20, most: 30 },
      registered: { least: 5, median: 5, most: 5 },
    },
  ]);
  const period = { since: day + 86_400, until: day + 2 * 86_400 - 1 };
  expect(used(calls, period).hours).toMatchObject([{ days: 1, calls: { most: 20 } }]);
});

test('who attacks is no account, nor are the callers of a trunk; a gateway with a password is one', () => {
  const usage = new UsageCount(always, (gateway) => gateway === 'retail');
  const add = (many: number, more: Partial<Call>) => {
    for (let at = 0; at < many; at++) usage.add(call({ caller: `${more.gateway}${at}`, ...more }));
  };
  add(50, { gateway: '', cause: '-9', hold: 0 });
  add(40, { gateway: 'trunk', hold: 60 });
  add(30, { gateway: 'retail', hold: 60 });
  add(7, { gateway: '', stop: day + 9 });
  expect(usage.result().hours).toMatchObject([{ calls: { most: 127 }, registered: { most: 8 } }]);
});

test('different texts are counted to within some percent', () => {
  for (const many of [0, 1, 50, 1000, 30_000]) {
    const counter = distinct();
    for (let round = 0; round < 2; round++)
      for (let at = 0; at < many; at++) counter.add(`86${13_800_000 + at}`);
    expect(Math.abs(counter.count() - many)).toBeLessThanOrEqual(many * 0.06);
  }
});

test.each([
  ['cps', 10, 'too low', 12, 18],
  ['cps', 12, 'fits', 12, 18],
  ['cps', 60, 'fits', 12, 18],
  ['cps', 61, 'wide', 12, 18],
  ['cps', undefined, 'no limit', 12, 18],
] as const)('%s of %p is %s where %d were seen', (key, cps, verdict, most, byUse) => {
  const { policy } = lintText(
    `vosguard: 1\nvos3000: { mapping_gateways: [{ name: g${cps === undefined ? '' : `, cps: ${cps}`} }] }\n`,
  );
  const usage = { name: 'g', calls: 1, rate: { most, at: day }, atOnce: undefined, longest: undefined };
  const [advice] = adviceFor(policy.vos3000?.mappingGateways ?? [], [usage]);
  expect(advice?.limits.find((one) => one.key === key)).toMatchObject({ verdict, byUse, wanted: cps });
  expect(advice?.limits[1]).toMatchObject({ verdict: 'not seen', byUse: undefined });
});

const hostile = ['a|b', '`x`', '<b>', '\u001b[31m', '\u202eabc', '[x](y)', '**b**', '\n# x', '"\'&'];

describe('the sheet', () => {
  const { policy } = lintText(`vosguard: 1
vos3000:
  mapping_gateways:
    - { name: retail-7, tier: small, cps: 8, concurrent_calls: 40, max_duration: 1800 }
    - { name: silent, tier: large, cps: 30 }
`);
  const reportOf = (name: string) =>
    usageReport(
      used([
        ...Array.from({ length: 11 }, () => call({ gateway: 'retail-7', start: day + 61, hold: 333 })),
        call({ gateway: name, start: day + 62, hold: 71 }),
      ]),
      policy.vos3000?.mappingGateways ?? [],
      { where: name, clock: 'UTC', notes: [name] },
    );

  test('every figure on it is of the records, of the policy, of the tiers, or of what it says that it reckons with', () => {
    const sheet = markdownSheet(usageSheet(reportOf('x')));
    const known = new Set<string>();
    const know = (value: unknown): void => {
      if (typeof value === 'number') known.add(String(value));
      else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) know(one);
    };
    know([usageSheet.length, tiers, policy.vos3000, JSON.parse(usageJson(reportOf('x'))), 1.5, 5, 300]);
    const text = sheet
      .slice(0, sheet.indexOf('## Sources'))
      .replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, '')
      .replaceAll(/retail-7|^\| \d\d \|/gm, '');
    const figures = text.match(/\d+(\.\d+)?/g) ?? [];
    expect(figures.length).toBeGreaterThan(20);
    expect(figures.filter((one) => !known.has(one))).toEqual([]);
    expect(sheet).toContain('**too low: more was used**');
    expect(sheet).toContain('| `8` | `11 at 2026-11-25 00:01:01` | `17` | 5 to 10, ');
    expect(sheet).toContain('Gateway `x` (1 calls; not in the policy)');
    for (const key of ['cps', 'concurrent_calls', 'max_duration'])
      expect(sheet).toContain(`| ${gatewayFields.find((field) => field.key === key)?.title} |`);
  });

  test.each(hostile)('%j changes neither rows nor markup', (name) => {
    const shape = (text: string) =>
      text.split('\n').map((line) => (line.startsWith('| ') ? line.split('|').length : 0));
    expect(shape(markdownSheet(usageSheet(reportOf(name))))).toEqual(
      shape(markdownSheet(usageSheet(reportOf('x')))),
    );
    const tags = (text: string) => text.match(/<[^>]*>/g);
    expect(tags(htmlSheet(usageSheet(reportOf(name))))).toEqual(tags(htmlSheet(usageSheet(reportOf('x')))));
  });
});
