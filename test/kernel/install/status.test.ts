import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeEachBackend } from './describe.js';
import { backendOption, old } from './policies.js';

describeEachBackend('--status', (host, backend) => {
  test('finds what differs from what was applied, and says what was refused', () => {
    host().put('old', old);
    const status = () => host().install('old', '--status');
    expect(status()).toMatchObject({ status: 1, out: expect.stringContaining('nothing of vosguard') });
    expect(host().install('old', ...backendOption(backend), '--yes').status).toBe(0);
    expect(status()).toMatchObject({ status: 0 });

    host().sh('sysctl -w net.netfilter.nf_conntrack_udp_timeout=77');
    expect(status()).toMatchObject({ status: 1, out: expect.stringMatching(/^sysctl: 1 lines are gone/m) });
    host().sh('sysctl -w net.netfilter.nf_conntrack_udp_timeout=21');
    expect(status()).toMatchObject({ status: 0 });

    rmSync(join(host().root, 'etc/systemd/system/sysinit.target.wants/vosguard.service'));
    expect(status()).toMatchObject({ status: 1, out: expect.stringContaining('boot: /etc/systemd/') });

    if (backend === 'nftables') host().sh('nft delete table inet vosguard');
    else host().sh('iptables -t raw -D PREROUTING 1');
    const part = backend === 'nftables' ? 'nft' : 'iptables';
    expect(status().out).toMatch(new RegExp(`^${part}: \\d+ lines are gone`, 'm'));
    expect(host().install('old', ...backendOption(backend), '--yes').status).toBe(0);
    expect(status()).toMatchObject({ status: 0 });
  });
});
