import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groups } from './tools.js';

/** What a switch has, and nothing that loads rules by itself but nftables, which is not enabled. */
const base = 'systemd,systemd-sysv,dbus,iproute2,nftables,iptables,ipset,procps,kmod,netbase';
const mirror = 'http://deb.debian.org/debian';
const release = 'bookworm';

function must(words: readonly string[]): void {
  const [program = '', ...rest] = words;
  const { status } = spawnSync(program, rest, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`${words.join(' ')} has ended with ${status}`);
}

/**
 * A Debian of its own with the packages of every tool at hand, below the folder that VOSGUARD_USERLAND names, or /var/cache/vosguard.
 * It is made once, in some three minutes, and only ever read then.
 */
export function userland(): string {
  const folder = join(process.env.VOSGUARD_USERLAND ?? '/var/cache/vosguard', `${release}-1`);
  if (existsSync(folder)) return folder;
  if (spawnSync('debootstrap', ['--version']).status !== 0) throw new Error('not installed: debootstrap');
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    console.error(`making a userland in ${folder}: debootstrap takes some minutes`);
    must(['debootstrap', '--variant=minbase', `--include=${base}`, release, making, mirror]);
    writeFileSync(join(making, 'etc/apt/sources.list'), `deb ${mirror} ${release} main\n`);
    must(['cp', '/etc/resolv.conf', join(making, 'etc/resolv.conf')]);
    writeFileSync(join(making, 'etc/hostname'), 'switch\n');
    must(['chroot', making, 'apt-get', 'update', '-q']);
    // Some of them cannot be together on one host; each machine installs its own.
    for (const packages of groups)
      must([
        'chroot',
        making,
        'apt-get',
        'install',
        '-y',
        '-q',
        '--no-install-recommends',
        '--download-only',
        ...packages,
      ]);
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
