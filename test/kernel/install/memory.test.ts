import { describeHosts } from './describe.js';
import { old } from './policies.js';

describeHosts('the memory that full tables take', 'nftables', (host) => {
  const said = (kilobytes: number): string => {
    host().sh(`printf 'MemTotal: %s kB\\n' ${kilobytes} > ${host().folder}/meminfo`);
    return host().install('out', '--dry-run').err;
  };

  test('is told where it is more than a tenth of the memory of the host, with the size that fits', () => {
    host().put('out', old);
    host().sh(`touch ${host().folder}/meminfo; mount --bind ${host().folder}/meminfo /proc/meminfo`);
    expect(said(2 * 2 ** 20)).toMatch(
      /with every table full these rules take \d+ MiB of the 2048 MiB of this host.*"sizes: \{ memory: 204 MiB \}"/,
    );
    expect(said(64 * 2 ** 20)).not.toContain('MiB');
  });
});
