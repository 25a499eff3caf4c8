import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEachBackend } from './describe.js';
import { backendOption, next, old } from './policies.js';

describeEachBackend('a dry run', (host, backend) => {
  const run = (name: string, ...more: string[]) => host().install(name, ...backendOption(backend), ...more);
  const changes = (out: string) => out.split('\n').filter((line) => /^[+-] (?:nft|ip6?tables) /.test(line));

  test('many changes are counted by chain, each is there on demand, and few are shown', () => {
    host().put('old', old);
    const first = run('old', '--dry-run');
    const total = Number(/^(\d+) rules or lines to add, 0 to remove$/m.exec(first.out)?.[1]);
    expect(first.out).toContain(`${total} changes, counted by chain; each of them: `);
    expect(first.out).toContain('--dry-run --whole\n');
    expect(changes(first.out)).toEqual([]);
    const rows = first.out.split('\n').filter((line) => line.startsWith('  '));
    const counted = rows.flatMap((line) => [...line.matchAll(/ \+(\d+)/g)].map(([, n]) => Number(n)));
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(total);
    expect(rows.length).toBeLessThanOrEqual(60);
    const strangers =
      backend === 'nftables'
        ? / {2}nft strangers\.\* +nft \+\d+$/
        : / {2}raw strangers\.\* +iptables \+\d+, /;
    expect(rows.join('\n')).toMatch(new RegExp(strangers.source, 'm'));
    expect(changes(run('old', '--dry-run', '--whole').out)).toHaveLength(total);

    expect(run('old', '--yes')).toMatchObject({ status: 0 });
    host().put('next', next);
    expect(changes(run('next', '--dry-run').out).join('\n')).toMatch(
      backend === 'nftables'
        ? /^\+ nft strangers\.REGISTER .*7\/second/m
        : /^\+ ip6tables raw VG-strangers\.REGISTER .*7\/sec/m,
    );
    expect(run('old', '--whole')).toMatchObject({
      status: 2,
      err: expect.stringContaining('goes with --dry-run'),
    });
  });

  test('example addresses that still stand in the policy are said, at an apply too', () => {
    host().put('old', old);
    const words =
      'example addresses, which no host has, still stand in the policy (trusted: 203.0.113.10; services.ssh: 192.0.2.8)';
    expect(run('old', '--dry-run').err).toContain(words);
    expect(run('old', '--yes').err).toContain(words);
    expect(run('old', '--status').err).not.toContain(words);
  });

  test('a folder with the line ends of Windows is said, and the advice mends it', () => {
    const folder = host().put('old', old);
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    }
    const { status, err } = run('old', '--dry-run');
    const advice = /run in it: (sed .*)$/m.exec(err)?.[1];
    expect([status, advice]).toEqual([2, "sed -i 's/\\r$//' *"]);
    host().sh(`cd '${folder}' && ${advice}`);
    expect(run('old', '--dry-run')).toMatchObject({ status: 0 });
  });
});
