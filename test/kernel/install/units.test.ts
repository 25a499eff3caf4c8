import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ofUnit } from './boot-units.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { old } from './policies.js';

const loaders = fileURLToPath(new URL('loaders', import.meta.url));
const units = [
  'vosguard.service',
  'vosguard-sets.service',
  'vosguard-again@.service',
  'vosguard-keep.service',
  'vosguard-registered.service',
];
const words = (host: Host, unit: string, key: string) => ofUnit(host, unit, key).split(' ').filter(Boolean);

/** Every way in which systemd passes a job of one unit on to another, or refuses one because of another. */
const bonds = [
  ...['PartOf', 'BindsTo', 'Requisite', 'Requires', 'Upholds', 'JoinsNamespaceOf'],
  ...['PropagatesReloadTo', 'ReloadPropagatedFrom', 'PropagatesStopTo', 'StopPropagatedFrom', 'OnFailure'],
];

/** Units of others as their packages have them, with ours beside them and every link that makes one want another. */
function together(host: Host, folder: string, enabled: readonly string[]) {
  cpSync(join(host.root, 'etc/systemd/system'), folder, { recursive: true, verbatimSymlinks: true });
  cpSync(loaders, folder, { recursive: true });
  for (const unit of enabled) {
    const target = /^WantedBy=(.*)$/m.exec(readFileSync(join(folder, unit), 'utf8'))?.[1] ?? '';
    mkdirSync(join(folder, `${target}.wants`), { recursive: true });
    symlinkSync(`../${unit}`, join(folder, `${target}.wants`, unit));
  }
}

/** What systemd says when it puts together everything that a boot starts. */
const verify = (folder: string, unit: string) =>
  spawnSync('systemd-analyze', ['verify', '--man=no', '--recursive-errors=yes', unit], {
    encoding: 'utf8',
    env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:/lib/systemd/system:/usr/lib/systemd/system` },
  });

describeHosts(
  'units',
  'iptables-nft',
  (host) => {
    beforeEach(() => {
      host().put('old', old);
      expect(host().install('old', '--yes', '--backend', 'iptables')).toMatchObject({ status: 0 });
    });

    test('of ours are only ordered, after what empties folders; the sets come first, whoever is installed', () => {
      // What ends a profile applies, and may do what an apply may.
      for (const unit of [...units, 'vosguard-profile.service']) {
        for (const bond of bonds) expect([unit, bond, words(host(), unit, bond)]).toEqual([unit, bond, []]);
        expect(['', 'shutdown.target']).toContain(ofUnit(host(), unit, 'Conflicts'));
      }
      for (const unit of units.slice(0, 3))
        expect(words(host(), unit, 'After')).toContain('systemd-tmpfiles-setup.service');
      const first = words(host(), 'vosguard-sets.service', 'Before');
      for (const loader of ['iptables', 'ip6tables', 'netfilter-persistent', 'ufw', 'ferm', 'shorewall'])
        expect(first).toContain(`${loader}.service`);
    });

    test('may do no more than they need', () => {
      for (const unit of units) {
        expect(ofUnit(host(), unit, 'CapabilityBoundingSet')).toBe(
          'CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_MODULE CAP_SYS_PTRACE',
        );
        for (const key of [
          'NoNewPrivileges',
          'PrivateTmp',
          'PrivateDevices',
          'ProtectHome',
          'RestrictNamespaces',
        ])
          expect([unit, key, ofUnit(host(), unit, key)]).toEqual([unit, key, 'yes']);
        expect(ofUnit(host(), unit, 'ProtectSystem')).toBe('strict');
        expect(words(host(), unit, 'ReadWritePaths')).not.toContain('/');
        const file = join(host().root, 'etc/systemd/system', unit);
        const { stdout } = spawnSync(
          'systemd-analyze',
          ['security', '--offline=yes', '--threshold=40', file],
          {
            encoding: 'utf8',
          },
        );
        expect(Number(/exposure level for .*: ([\d.]+) /.exec(stdout)?.[1])).toBeLessThanOrEqual(3.5);
      }
    });

    test('and those of others go together: no circle, and nothing is said of ours', () => {
      const folder = join(host().folder, 'together');
      const said = (unit: string) =>
        verify(folder, unit)
          .stderr.split('\n')
          .filter((line) => /cycle|conflict|vosguard/i.test(line));
      const names = readdirSync(loaders);
      for (const enabled of [...names.map((name) => [name]), names]) {
        rmSync(folder, { recursive: true, force: true });
        together(host(), folder, enabled);
        expect([enabled, said('multi-user.target')]).toEqual([enabled, []]);
      }
      // That a circle would be said: one of ours behind the network, which waits for it.
      mkdirSync(join(folder, 'vosguard.service.d'));
      writeFileSync(
        join(folder, 'vosguard.service.d/late.conf'),
        '[Unit]\nAfter=network.target\nWants=network.target\n',
      );
      expect(said('multi-user.target').join()).toContain('ordering cycle');
    });

    test('a loader that an operator has put behind the network is not waited for', () => {
      const drop = join(host().root, 'etc/systemd/system/nftables.service.d');
      const own = '[Unit]\nDescription=own\nAfter=network-online.target\n[Service]\nExecStart=/bin/true\n';
      writeFileSync(join(host().root, 'etc/systemd/system/nftables.service'), own);
      mkdirSync(drop);
      expect(host().install('old', '--yes', '--backend', 'iptables')).toMatchObject({ status: 0 });
      expect(words(host(), 'vosguard.service', 'After')).not.toContain('nftables.service');
      expect(words(host(), 'vosguard.service', 'After')).toContain('iptables.service');
    });
  },
  undefined,
  ['systemd-analyze'],
);
