import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeHosts } from './describe.js';
import { old, oldPolicy } from './policies.js';
import { vosguard } from './program.js';

describeHosts('devices that merge datagrams', 'nftables', (host) => {
  test('plan, apply and status say which, and what ends it', () => {
    const file = join(host().folder, 'policy.yaml');
    writeFileSync(file, oldPolicy);
    host().put('out', old);
    host().sh('ip link add vg0 type veth peer name vg1');
    const said = () => [
      host().run(vosguard(host(), 'plan', file, '--backend', 'nftables')).err,
      host().install('out', '--yes').err,
      host().run(vosguard(host(), 'status')).err,
      host().install('out', '--status').err,
    ];
    for (const words of said()) expect(words).not.toContain('merge');
    host().sh('ethtool -K vg0 gro on rx-gro-list on');
    const advice = 'vg0 merges UDP datagrams (rx-gro-list): many of one source count as one packet';
    for (const words of said()) {
      expect(words).toContain(advice);
      expect(words).toContain('ethtool -K vg0 rx-gro-list off');
    }
    host().sh('ethtool -K vg0 rx-gro-list off');
    for (const words of said()) expect(words).not.toContain('merge');
  });

  test('without ethtool they say that nobody knows', () => {
    host().put('out', old);
    host().sh(`mkdir ${host().folder}/sbin; mount --bind /dev/null "$(command -v ethtool)"`);
    const unknown = 'is unknown: there is no ethtool here';
    expect(host().install('out', '--yes').err).toContain(unknown);
    expect(host().run(vosguard(host(), 'status')).err).toContain(unknown);
  });
});
