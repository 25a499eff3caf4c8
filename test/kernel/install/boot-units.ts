import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.js';

/** A command, with the host's own files in the places where a real host has them. */
export const atHome = (host: Host, command: string): string =>
  host.sh(
    [
      `mount --bind ${host.root}/etc /etc; mount --bind ${host.root}/var/lib /var/lib`,
      // Each run has mounted them once more. What looks after the rules may still be at work in them.
      `trap 'umount -l /etc /var/lib' EXIT; ${command}`,
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
  const after = units.filter((unit) => ofUnit(host, unit, 'After').split(' ').includes(loader));
  const before = units.filter((unit) => !after.includes(unit));
  expect([before, after]).toEqual([['vosguard-sets.service'], ['vosguard.service']]);
  const start = (unit: string) => ofUnit(host, unit, 'ExecStart');
  return [...before.map(start), load, ...after.map(start)];
}

/** What systemd runs when this loader of the distribution is started or restarted: its own, then what it wants of ours. */
export const againAfter = (host: Host, loader: string): string => {
  const link = `etc/systemd/system/${loader}.wants/vosguard-again@${loader}`;
  expect(readlinkSync(join(host.root, link))).toBe('../vosguard-again@.service');
  expect(ofUnit(host, 'vosguard-again@.service', 'After')).toContain('%i.service');
  return ofUnit(host, 'vosguard-again@.service', 'ExecStart');
};

export const scripts = (host: Host, level: number, first: 'S' | 'K'): readonly string[] =>
  readdirSync(join(host.root, `etc/rc.d/rc${level}.d`))
    .filter((name) => name.startsWith(first))
    .toSorted()
    .map((name) => `sh /etc/rc.d/rc${level}.d/${name} ${first === 'S' ? 'start' : 'stop'}`);
