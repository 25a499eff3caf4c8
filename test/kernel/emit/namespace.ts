import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a shell script as root in a network namespace that ends with it, in a folder with these files. The host's own
 * rules are out of its reach.
 */
export function inNamespace(script: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-kernel-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return execFileSync('unshare', ['--net', 'sh', '-euc', `ip link set lo up\n${script}`], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 28,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const flavours = ['legacy', 'nft'] as const;
export type Flavour = (typeof flavours)[number];
