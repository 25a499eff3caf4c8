import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeHosts } from './describe.js';
import { backendOption, old } from './policies.js';
import { vosguard } from './program.js';

/*
 * A flood fills the tables of limits with tens of thousands of sources, and nft needs a second for each 60,000 that it lists. Who looks
 * or applies then must not list them.
 */
describeHosts('under attack', 'nftables', (host) => {
  test('neither status nor metrics nor an apply lists a table of limits', () => {
    host().put('old', old);
    const apply = () => host().install('old', '--yes', ...backendOption(host().backend));
    expect(apply()).toMatchObject({ status: 0 });
    const meters = [
      ...host()
        .sh('nft -t list ruleset inet')
        .matchAll(/^\tset (\S+) \{\n(?:(?!\t\}).*\n)*?\t\ttype (?:ipv4|ipv6)_addr/gm),
    ].map(([, name = '']) => name);
    const learned = (host().state('snapshots/000001/learned') ?? '').split(' ');
    const limits = meters.filter(
      (name) =>
        /[46]$/.test(name) && !learned.includes(name) && !/^(?:trusted|blocked|service|noted)/.test(name),
    );
    expect(limits.length).toBeGreaterThan(10);

    const [calls, plan] = [join(host().folder, 'calls'), join(host().folder, 'plan')];
    writeFileSync(calls, '');
    writeFileSync(plan, 'at=1 last=0\n');
    expect(host().install('old', '--status')).toMatchObject({ status: 0 });
    expect(host().run(vosguard(host(), 'status'))).toMatchObject({ status: 0 });
    expect(host().install('old', 'metrics')).toMatchObject({ status: 0 });
    expect(apply()).toMatchObject({ status: 0 });

    const listings = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((line) => /^nft .*\blist\b/.test(line));
    expect(listings.length).toBeGreaterThan(5);
    const whole = (line: string) =>
      /\blist (?:ruleset|table inet vosguard|sets|maps)\b/.test(line) && !/ (?:-t|--terse)\b/.test(line);
    expect(listings.filter(whole)).toEqual([]);
    expect(listings.filter((line) => limits.some((name) => line.endsWith(` ${name}`)))).toEqual([]);
  });
});
