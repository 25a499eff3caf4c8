import { compileText } from '../../lint-text.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = (more: string, target = '') =>
  compileText(`
vosguard: 1
target: { platform: debian12${target} }
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { ${more} }
`).artifacts;

/** What is left of the time in which the common caps only count, as the tool says it. */
const clock = (host: Host): string =>
  host.sh(
    host.backend === 'nftables'
      ? 'nft list set inet vosguard learning4 | grep elements || true'
      : 'ipset save vg-learning-4 | grep "^add" || true',
  );

describeEachBackend('the lanes', (host, backend) => {
  const install = (name: string) => host().install(name, '--yes', '--no-persist', ...backendOption(backend));

  test('the time of sip.learn goes on with the next apply, and does not begin again when it is over', () => {
    host().put('first', policy('learn: 5m'));
    expect(install('first')).toMatchObject({ status: 0 });
    expect(clock(host())).not.toBe('');
    host().put('second', policy('learn: 2h'));
    expect(install('second')).toMatchObject({ status: 0 });
    expect(clock(host())).not.toMatch(/h|7\d\d\d/);
    // As when the time is up.
    for (const family of [4, 6])
      host().sh(
        backend === 'nftables'
          ? `nft flush set inet vosguard learning${family}`
          : `ipset flush vg-learning-${family}`,
      );
    expect(install('second')).toMatchObject({ status: 0 });
    expect(clock(host())).toBe('');
    expect(host().install('second', '--status')).toMatchObject({ status: 0 });
    host().install('second', '--uninstall');
  });

  test('rules at a device are loaded where it is there, and missed nowhere else', () => {
    host().put('devices', policy('learn: null', ', devices: [eth7]'));
    const without = install('devices');
    expect(without).toMatchObject({ status: 0 });
    const nft = backend === 'nftables';
    expect(without.err.includes('there is no device eth7')).toBe(nft);
    host().sh('ip link add eth7 type veth peer name eth8');
    expect(install('devices')).toMatchObject({ status: 0 });
    if (nft) expect(host().sh('nft list chain inet vosguard hook.ingress')).toContain('eth7');
    expect(host().install('devices', '--status')).toMatchObject({ status: 0 });
    expect(host().install('devices', '--dry-run').out).toContain('0 rules or lines to add, 0 to remove');
    host().install('devices', '--uninstall');
    host().sh('ip link delete eth7');
  });
});
