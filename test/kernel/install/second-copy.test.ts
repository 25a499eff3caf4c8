import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption, next, old } from './policies.js';
import { vosguard } from './program.js';

/** As update-alternatives does: every name stands for the other variant. */
function become(
  host: Host,
  variant: 'nft' | 'legacy',
  families: readonly string[] = ['iptables', 'ip6tables'],
): void {
  for (const family of families)
    for (const end of ['', '-save', '-restore']) {
      const link = join(host.bin, `${family}${end}`);
      unlinkSync(link);
      symlinkSync(`/usr/sbin/${family}-${variant}${end}`, link);
    }
}

const rules = (host: Host, tool: string): number =>
  host
    .sh(`${tool}-save`)
    .split('\n')
    .filter((line) => line.startsWith('-A VG-')).length;

const tools = (variant: string) => [`iptables-${variant}`, `ip6tables-${variant}`];

describeHosts('iptables becomes the other variant', 'iptables-nft', (host) => {
  const apply = (name: string) => host().install(name, ...backendOption('iptables-nft'), '--yes');
  const count = (variant: string) => tools(variant).map((tool) => rules(host(), tool) > 0);

  test('an apply leaves one copy and says so; the way back brings the other, status and uninstall see both', () => {
    host().put('old', old);
    host().put('next', next);
    expect(apply('old').status).toBe(0);
    become(host(), 'legacy');
    const moved = host().run(vosguard(host(), 'status'));
    expect(moved.status).toBe(1);
    expect(moved.out).toMatch(/iptables-nft holds \d+ rules of vosguard, which iptables does not show/);
    expect(host().install('old', '--status').out).toContain('iptables: it was the nft variant');

    const second = apply('next');
    expect(second.status).toBe(0);
    expect(second.err).toContain('iptables-nft holds a second copy of the rules');
    expect([count('nft'), count('legacy')]).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(host().run(vosguard(host(), 'status')).status).toBe(0);

    expect(host().install('next', 'rollback').status).toBe(0);
    expect([count('nft'), count('legacy')]).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(host().install('next', '--uninstall').status).toBe(0);
    expect([count('nft'), count('legacy')]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  test('iptables alone: each family has a variant of its own', () => {
    host().put('old', old);
    host().put('next', next);
    become(host(), 'legacy', ['iptables']);
    expect(apply('old').status).toBe(0);
    expect([count('nft'), count('legacy')]).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(host().install('old', '--status').status).toBe(0);
    expect(host().run(vosguard(host(), 'status')).status).toBe(0);
    become(host(), 'legacy', ['ip6tables']);
    expect(host().install('old', '--status').out).toContain('ip6tables: it was the nft variant');
    expect(host().run(vosguard(host(), 'status')).out).toMatch(/ip6tables-nft holds \d+ rules of vosguard/);
    expect(apply('next').err).toContain('ip6tables-nft holds a second copy');
    expect(count('nft')).toEqual([false, false]);
    expect(host().install('next', 'rollback').status).toBe(0);
    expect([count('nft'), count('legacy')]).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test('an apply that nobody confirms goes back to the copy that stood', () => {
    host().put('old', old);
    host().put('next', next);
    expect(apply('old').status).toBe(0);
    become(host(), 'legacy');
    const undone = host().install('next', ...backendOption('iptables-nft'), '--confirm', '1');
    expect(undone.status).toBe(3);
    expect([count('nft'), count('legacy')]).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});
