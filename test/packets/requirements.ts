import { spawnSync } from 'node:child_process';

const tools = [
  'ip', 'nft', 'ipset', 'conntrack', 'perl', 'unshare',
  'iptables-nft-restore', 'ip6tables-nft-restore', 'iptables-legacy-restore', 'ip6tables-legacy-restore',
] as const; // biome-ignore format: a table

/** Why this machine cannot run a laboratory, or undefined if it can. */
export function missingForLab(): string | undefined {
  if (process.getuid?.() !== 0) return 'it needs root (or `unshare -Urn`)';
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const search = tools.map((tool) => `command -v ${tool} >/dev/null || echo ${tool}`).join('\n');
  const missing = spawnSync('sh', { input: search, env, encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .join(', ');
  if (missing) return `not installed: ${missing}`;
  const trial = spawnSync('unshare', ['--net', 'true'], { env, encoding: 'utf8' });
  return trial.status === 0 ? undefined : `no network namespaces here: ${trial.stderr.trim()}`;
}
