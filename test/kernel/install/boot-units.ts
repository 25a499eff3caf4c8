import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.js';

/** A command, with the host's own files in the places where a real host has them. */
export const atHome = (host: Host, command: string): string =>
  host.sh(
    [
      `mount --bind ${host.root}/etc /etc; mount --bind ${host.root}/var/lib /var/lib`,
      // Each run has mounted them once more.
      `trap 'umount /etc /var/lib' EXIT; ${command}`,
    ].join('\n'),
  );

/** `ExecStart`, `ExecStop` and so on of a unit that we have written. */
export function ofUnit(host: Host, unit: string, key: string): string {
  const text = readFileSync(join(host.root, 'etc/systemd/system', unit), 'utf8');
  const found = new RegExp(`^${key}=(.*)$`, 'gm');
  return [...text.matchAll(found)].map(([, value]) => value).join(' ');
}

/**
 * What systemd and init would run at a boot with this loader of the distribution: our units by their order before and after
 * it, or the scripts of run level 3 by their names.
 */
export function bootCommands(host: Host, loader: string, load: string): readonly string[] {
  const units = ['vosguard-sets.service', 'vosguard.service'].filter((unit) =>
    existsSync(join(host.root, 'etc/systemd/system/sysinit.target.wants', unit)),
  );
  const before = units.filter((unit) => ofUnit(host, unit, 'Before').split(' ').includes(loader));
  const after = units.filter((unit) => ofUnit(host, unit, 'After').split(' ').includes(loader));
  expect([...before, ...after]).toEqual(units);
  const start = (unit: string) => ofUnit(host, unit, 'ExecStart');
  return [...before.map(start), load, ...after.map(start)];
}

export const scripts = (host: Host, level: number, first: 'S' | 'K'): readonly string[] =>
  readdirSync(join(host.root, `etc/rc.d/rc${level}.d`))
    .filter((name) => name.startsWith(first))
    .toSorted()
    .map((name) => `sh /etc/rc.d/rc${level}.d/${name} ${first === 'S' ? 'start' : 'stop'}`);
