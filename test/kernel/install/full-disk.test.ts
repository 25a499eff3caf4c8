import { describeHosts } from './describe.js';
import { entries } from './entries.js';
import { giveDisk, takeDisk } from './faults/disk.js';
import type { Host } from './host.js';
import { backendOption, old } from './policies.js';
import { vosguard } from './program.js';

const thousand = Array.from({ length: 1000 }, (_, n) => `198.51.${Math.floor(n / 250)}.${n % 250}`);

/** Until so many bytes are left. */
const fill = (host: Host, left: number) =>
  host.sh(
    `cd ${host.root}/var/lib; cat /dev/zero > fill 2> /dev/null || :; truncate -s -${left} fill; sync -f fill`,
  );

for (const backend of ['nftables', 'iptables-nft', 'iptables-legacy'] as const)
  describeHosts('bans on a full disk', backend, (host) => {
    // Inside, so that the disk is gone before the host is.
    describe('of its own', () => {
      beforeEach(async () => {
        await giveDisk(host());
        host().put('old', old);
        expect(host().install('old', ...backendOption(backend), '--yes', '--no-persist')).toMatchObject({
          status: 0,
        });
        const list = host().run(
          host().installer('old', ['bans', 'add', '-']),
          {},
          `${thousand.join('\n')}\n`,
        );
        expect(list).toMatchObject({ status: 0 });
      });
      afterEach(() => takeDisk(host()));

      const banned = () => entries(host(), 'banned', 4);
      const recorded = () => host().state('bans')?.split('\n').length;
      const commands = {
        'install.sh': (...words: string[]) => host().install('old', 'bans', ...words),
        vosguard: (...words: string[]) => host().run(vosguard(host(), 'bans', ...words)),
      };

      test('where nothing more fits, nothing changes, and the disk is named', () => {
        fill(host(), 0);
        for (const run of Object.values(commands)) {
          const { status, err } = run('add', '203.0.114.7');
          expect([status, err]).toEqual([3, expect.stringContaining('or full')]);
        }
        expect([banned().size, recorded()]).toEqual([1000, 1000]);
      });

      test('where the record does not fit, the old one stays, and it is said', () => {
        fill(host(), 12_288);
        for (const [name, run] of Object.entries(commands)) {
          const { status, err } = run('remove', name === 'vosguard' ? '198.51.0.1' : '198.51.0.2');
          expect([name, status, err]).toEqual([name, 0, expect.stringContaining('could not be written')]);
        }
        expect([banned().size, recorded(), host().state('bans.new')]).toEqual([998, 1000, undefined]);
      });
    });
  });
