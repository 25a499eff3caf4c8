import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = (path: string) => readFileSync(join(process.cwd(), path), 'utf8');
const script = text('installer/98-metrics.sh');
/** What the script can print. */
const printed = new Set([...script.matchAll(/\b(?:one|metric) (vosguard_\w+)/g)].map(([, name]) => name));
const named = (document: string) => new Set([...document.matchAll(/\bvosguard_\w+/g)].map(([name]) => name));

test('docs/metrics.md has a row for each metric, and no other', () => {
  const rows = [...text('docs/metrics.md').matchAll(/^\| `(vosguard_\w+)` \|/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual([...printed].toSorted());
});

test('alert rules and their tests ask for metrics that there are', () => {
  for (const file of ['vosguard.rules.yml', 'vosguard.rules.test.yml']) {
    const asked = [...named(text(`recipes/prometheus/${file}`))];
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !printed.has(name))).toEqual([]);
  }
});

test('each alert is raised by a test, or is a plain comparison', () => {
  const rules = text('recipes/prometheus/vosguard.rules.yml');
  const tests = text('recipes/prometheus/vosguard.rules.test.yml');
  const alerts = [...rules.matchAll(/alert: (\w+)\n +expr: (.*)/g)];
  const untested = alerts.filter(
    ([, name = '', expr = '']) => !tests.includes(name) && !/^vosguard_\w+ == [01]$/.test(expr),
  );
  expect(untested.map(([, name]) => name)).toEqual(['VosguardConntrackNearlyFull']);
});

// promtool comes with a whole Prometheus, which nobody should get for a test; where it is, it judges.
const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));
if (promtool !== undefined)
  test('promtool finds the alert rules right', () => {
    const run = spawnSync(promtool, ['test', 'rules', 'vosguard.rules.test.yml'], {
      cwd: join(process.cwd(), 'recipes/prometheus'),
      encoding: 'utf8',
    });
    expect(run).toMatchObject({ status: 0 });
  });
