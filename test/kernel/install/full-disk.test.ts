import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import { entries } from './entries.js';
import { giveDisk, takeDisk } from './faults/disk.js';
import type { Host } from './host.js';
import { backendOption, old } from './policies.js';
import { vosguard } from './program.js';

const policyOfProfile = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
profiles: { attack: { expires: 4h, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } } }
`;

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

const base = compileText(policyOfProfile).artifacts;
const attack = compileText(policyOfProfile, {}, 'attack').artifacts;

describeHosts('a profile on a full disk', 'nftables', (host) => {
  describe('of its own', () => {
    beforeEach(() => giveDisk(host()));
    afterEach(() => takeDisk(host()));

    test('ends all the same', () => {
      host().put('base', base);
      host().put('attack', attack);
      const apply = (name: string, ...more: string[]) =>
        host().install(name, ...backendOption('nftables'), '--yes', ...more);
      expect(apply('base')).toMatchObject({ status: 0 });
      const used = apply('attack', '--for', '1h', '--note', 'ticket 7', '--json');
      expect(JSON.parse(used.out)).toMatchObject({ format: 1, profile: 'attack', apply: 2, comesBack: 1 });
      expect(JSON.parse(host().install('base', '--status', '--json').out)).toMatchObject({
        ...{ format: 1, applied: true, profile: 'attack', note: 'ticket 7', backend: 'nftables' },
        ...{ pending: false, drift: false, comesBack: 1, lines: expect.arrayContaining(['nft: as applied']) },
      });
      expect(JSON.parse(host().install('base', 'rollback', '--list', '--json').out).applies).toEqual([
        expect.objectContaining({ apply: 2, profile: 'attack', note: 'ticket 7', state: 'in-force' }),
        expect.objectContaining({ apply: 1, profile: null, note: null, goesBackTo: 'nothing of vosguard' }),
      ]);
      host().sh(`echo 1 > ${host().root}/var/lib/vosguard/snapshots/000002/expires; sleep 1`);
      fill(host(), 0);
      expect(host().install('base', 'ended')).toMatchObject({ status: 0 });
      expect(JSON.parse(host().install('base', 'profile', 'status', '--json').out)).toMatchObject({
        ...{ profile: null, apply: 3, comesBack: null },
      });
      expect(host().state('profile.room')).toBeUndefined();
    });
  });
});
