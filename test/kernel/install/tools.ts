import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../../src/host/lab/load.js';

export interface Shell {
  readonly name: string;
  readonly command: readonly string[];
}

export const shells = {
  dash: { name: 'dash', command: ['dash'] },
  bash: { name: 'bash', command: ['bash', '--posix'] },
  busybox: { name: 'busybox', command: ['busybox', 'sh'] },
} as const satisfies Readonly<Record<string, Shell>>;

/** Each shell with one backend, so that each is tried with everything and nothing three times. */
export const shellOf: Readonly<Record<Backend, Shell>> = {
  nftables: shells.dash,
  'iptables-nft': shells.busybox,
  'iptables-legacy': shells.bash,
};

/** What the installer calls itself and busybox has too. */
const applets = (
  'awk sed grep sort cut tr head tail cat cp mv rm mkdir ln ls sleep cmp od readlink mktemp sha256sum id wc ' +
  'dirname basename uname chmod setsid sync'
).split(' ');

/**
 * Puts the host's own kind of iptables into a folder for PATH. Every call of a tool that reads or changes the kernel is
 * counted; the file `plan` beside the folder says what happens at which call.
 */
export function writeTools(bin: string, backend: Backend, { name }: Shell): void {
  mkdirSync(bin, { recursive: true });
  // The way back is started as `sh`.
  symlinkSync(name === 'busybox' ? '/bin/busybox' : `/bin/${name}`, join(bin, 'sh'));
  if (name === 'busybox') for (const applet of applets) symlinkSync('/bin/busybox', join(bin, applet));
  // By its own name: where another /etc is mounted, the links of Debian's alternatives lead nowhere.
  else symlinkSync(realpathSync('/usr/bin/awk'), join(bin, 'awk'));
  const multi = `/usr/sbin/xtables-${backend === 'iptables-legacy' ? 'legacy' : 'nft'}-multi`;
  for (const family of ['iptables', 'ip6tables']) {
    symlinkSync(multi, join(bin, family));
    for (const tool of [`${family}-save`, `${family}-restore`]) wrap(bin, tool, `${multi} ${tool}`);
  }
  wrap(bin, 'nft', '/usr/sbin/nft');
  wrap(bin, 'ipset', '/usr/sbin/ipset');
  wrap(bin, 'sysctl', name === 'busybox' ? 'busybox sysctl' : '/usr/sbin/sysctl');
  // Modules are the machine's own; what the rules need the kernel loads by itself.
  writeFileSync(join(bin, 'modprobe'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
}

function wrap(bin: string, tool: string, real: string): void {
  const path = join(bin, tool);
  writeFileSync(path, wrapper(tool, real, join(bin, '..')));
  chmodSync(path, 0o755);
}

/** A signal goes to the installer, and the tool goes on, as a child does that is left behind. */
const wrapper = (tool: string, real: string, folder: string): string => `#!/bin/sh
if [ -z "\${UNDISTURBED-}" ] && [ -f '${folder}/plan' ]; then
  echo '${tool}' "$@" >> '${folder}/calls'
  calls=$(wc -l < '${folder}/calls')
  . '${folder}/plan'
  if [ "$calls" -ge "$at" ] && [ "$calls" -le "$last" ]; then disturb; fi
fi
exec ${real} "$@"
`;
