import { spawnSync } from 'node:child_process';
import { cpus, release } from 'node:os';

const version = (command: string, pattern: RegExp): string => {
  const { stdout = '', stderr = '' } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return pattern.exec(`${stdout}${stderr}`)?.[1] ?? 'unknown';
};

/** What the numbers below it were measured on. */
export const describeMachine = (): string =>
  [
    `Linux ${release().replace(/^(\d+\.\d+).*/, '$1')}, ${cpus().length} CPUs (${cpus()[0]?.model.trim()}), Node ${process.versions.node},`,
    `nft ${version('nft', /v([\d.]+)/)}, iptables ${version('iptables-legacy', /v([\d.]+)/)}, ipset ${version('ipset', /v([\d.]+)/)}.`,
  ].join(' ');
