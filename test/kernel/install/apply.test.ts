import { describeEachBackend, describeHosts } from './describe.js';
import { backendOption, next, old } from './policies.js';
import { addForeignRules, foreignRules, stateOf } from './state.js';
import { shells } from './tools.js';

describeEachBackend('an apply', (host, backend) => {
  const options = backendOption(backend);

  test('is put back without a confirmation, stays with one, and goes with --uninstall', async () => {
    host().put('old', old);
    host().put('next', next);
    addForeignRules(host());
    const bare = stateOf(host());
    const others = foreignRules(host());
    expect(host().install('old', ...options, '--yes')).toMatchObject({ status: 0 });
    const before = stateOf(host());
    expect(before).toContain('3/sec');

    expect(host().install('next', ...options, '--confirm', '1')).toMatchObject({ status: 3 });
    expect(stateOf(host())).toBe(before);

    const apply = host().begin('next', [...options, '--confirm', '60']);
    const code = await apply.said(/confirm (\d+)\n/);
    expect(stateOf(host())).not.toBe(before);
    expect(host().install('next', 'confirm', '000')).toMatchObject({ status: 2 });
    expect(host().install('next', 'confirm', code)).toMatchObject({ status: 0 });
    expect(await apply.end).toMatchObject({ status: 0 });
    const after = stateOf(host());
    expect(after).toContain('198.51.100.0/24');
    expect(foreignRules(host())).toBe(others);
    expect(host().install('next', '--status')).toMatchObject({ status: 0 });

    expect(host().install('old', 'rollback')).toMatchObject({ status: 0 });
    expect(stateOf(host())).toBe(before);
    expect(host().install('old', '--status')).toMatchObject({ status: 0 });
    expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
    expect(stateOf(host())).toBe(bare);
  });
});

for (const shell of [shells.busybox, shells.bash])
  describeHosts(
    'other shells',
    'nftables',
    (host) => {
      test('apply, find a difference, and take everything away', () => {
        host().put('old', old);
        expect(host().install('old', '--dry-run').out).toMatch(/^\d+ rules or lines to add, 0 to remove$/m);
        expect(host().install('old', '--yes')).toMatchObject({ status: 0 });
        expect(host().install('old', '--dry-run').out).toMatch(/^0 rules or lines to add, 0 to remove$/m);
        host().put('next', next);
        const { out } = host().install('next', '--dry-run');
        expect(out).toMatch(/^\+ .*limit rate over 7\/second burst 9 packets/m);
        expect(out).toMatch(/^net.netfilter.nf_conntrack_udp_timeout: 21 -> 22$/m);
        host().sh('nft flush chain inet vosguard strangers.REGISTER');
        expect(host().install('old', '--status')).toMatchObject({ status: 1 });
        expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
        expect(host().sh('nft list ruleset; ipset list -n')).not.toMatch(/vosguard|VG-|vg-/);
      });
    },
    shell,
  );
