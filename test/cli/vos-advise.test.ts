import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { switchPolicy } from '../database/policies.js';
import { temporaryFolder } from './temporary-folder.js';
import { vosguard } from './vosguard.js';

const folder = temporaryFolder();

const start = Date.UTC(2026, 10, 25, 4);

/** An hour of the softswitch: a call a second of ten seconds each, and five more in the second 30. */
const hour = [...Array.from({ length: 60 }, (_, at) => at), 30, 30, 30, 30, 30]
  .map((at) => {
    const time = start + at * 1000;
    return `10${at}|0044|${time}|${time + 10_000}|10|-8|0|对接-电信1|out|192.0.2.9|192.0.2.10|a|b|c|d|0|1|z\n`;
  })
  .join('');

beforeEach(() => {
  mkdirSync(join(folder(), 'cdr'));
  writeFileSync(join(folder(), 'cdr/2026112504.txt'), hour);
  writeFileSync(join(folder(), 'cdr/2026112505.txt'), '');
  const gateways =
    '  mapping_gateways: [{ name: 对接-电信1, authentication: password, cps: 5, concurrent_calls: 40 }]\n';
  writeFileSync(
    join(folder(), 'policy.yaml'),
    switchPolicy('2.1.8.05', {}, gateways).replace('  parameters:\n', ''),
  );
});

const run = (...argv: readonly string[]) => vosguard(folder(), ['vos', 'advise', ...argv]);

test('a worksheet from the files that the switch writes', async () => {
  const { status, out } = await run('--from', 'cdr');
  expect(status).toBe(0);
  expect(out).toContain('# Limits of the gateways beside what they used');
  expect(out).toMatch(
    /\| `5` \| `6 at 2026-11-25 04:00:30` \| `9` \| {2}\| \*\*too low: more was used\*\* \|/,
  );
  expect(out).toMatch(/\| `40` \| `15 at 2026-11-25 04:00:30` \| `23` \| {2}\| fits \|/);
  // One gateway that registers, whatever callers it has.
  expect(out).toMatch(/^\| 04 \| 1 \| `65 \/ 65 \/ 65` \| `1 \/ 1 \/ 1` \|$/m);
});

test('for programs, and of a time', async () => {
  const { out } = await run('--from', 'cdr', '--json', '--since', '2026-11-25 04:00:31');
  expect(JSON.parse(out)).toMatchObject({
    where: 'cdr',
    clock: 'UTC',
    records: 29,
    gateways: [
      {
        name: '对接-电信1',
        inPolicy: true,
        limits: { cps: { wanted: 5, seen: 1, byUse: 2, verdict: 'fits' } },
      },
    ],
    baseline: [{ hour: 4, days: 1, calls: { most: 29 } }],
  });
});

test('as HTML', async () => {
  expect((await run('--from', 'cdr', '--html')).out).toMatch(/^<!DOCTYPE html>/);
});

test.each([
  [['--json', '--html', '--from', 'cdr'], /do not go together/],
  [[], /no call records: --from names a file or a folder/],
  [['--from', 'gone'], /there is no gone/],
  [['--from', 'cdr', '--since', 'last'], /--since last is for illegal-calls/],
  [
    ['--from', 'cdr', '--columns', 'callerip,endreason'],
    /its columns tell no gateway .* name them with --columns/,
  ],
])('%j is refused', async (argv, words) => {
  expect(await run(...argv)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(words) });
});
