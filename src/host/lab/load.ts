import type { Agent } from './agent.js';

/** The ways by which rules reach the kernel. */
export const backends = ['nftables', 'iptables-nft', 'iptables-legacy'] as const;
export type Backend = (typeof backends)[number];

interface Step {
  readonly file: string;
  readonly command: string;
  readonly arguments: readonly string[];
}

/** Sets before the rules that name them. `-w` waits for other laboratories; iptables-nft takes and ignores it. */
const iptables = (kind: 'nft' | 'legacy'): readonly Step[] => [
  { file: 'ipset.rules', command: 'ipset', arguments: ['restore'] },
  { file: 'iptables.rules', command: `iptables-${kind}-restore`, arguments: ['--noflush', '-w', '10'] },
  { file: 'ip6tables.rules', command: `ip6tables-${kind}-restore`, arguments: ['--noflush', '-w', '10'] },
];

/** What stands beside on a host that somebody has set up: the other iptables, and tables of nft. No artifacts of ours. */
const beside: readonly Step[] = [
  { file: 'legacy.rules', command: 'iptables-legacy-restore', arguments: ['--noflush', '-w', '10'] },
  { file: 'legacy6.rules', command: 'ip6tables-legacy-restore', arguments: ['--noflush', '-w', '10'] },
  // What `nft -j list ruleset` prints. With -j nft opens /dev/stdin, which a socket does not allow (open(2): ENXIO).
  { file: 'ruleset.json', command: 'sh', arguments: ['-c', 'cat | nft -j -f -'] },
];

/** The programs that load these files. */
export const loaders = (backend: Backend, artifacts: ReadonlyMap<string, string>): readonly string[] =>
  steps[backend].filter(({ file }) => artifacts.has(file)).map(({ command }) => command);

const steps: Readonly<Record<Backend, readonly Step[]>> = {
  nftables: [
    ...beside,
    { file: 'nftables.nft', command: 'nft', arguments: ['-f', '-'] },
    { file: 'ingress.nft', command: 'nft', arguments: ['-f', '-'] },
    { file: 'signatures.rules', command: 'iptables-nft-restore', arguments: ['--noflush', '-w', '10'] },
    { file: 'signatures6.rules', command: 'ip6tables-nft-restore', arguments: ['--noflush', '-w', '10'] },
  ],
  'iptables-nft': [...iptables('nft'), ...beside],
  'iptables-legacy': iptables('legacy'),
};

/** Loads the files that the backend takes, in order; at least one must be there. The tools' own words on failure. */
export async function load(
  agent: Agent,
  backend: Backend,
  artifacts: ReadonlyMap<string, string>,
): Promise<void> {
  const present = steps[backend].filter(({ file }) => artifacts.has(file));
  if (present.length === 0)
    throw new Error(`nothing for ${backend} in ${[...artifacts.keys()].join(', ') || 'nothing'}`);
  for (const step of present) await agent.run(step.command, step.arguments, artifacts.get(step.file));
}

/** iptables: the jumps from the built-in chains are there already, and stay. */
export function reload(
  agent: Agent,
  backend: Backend,
  artifacts: ReadonlyMap<string, string>,
): Promise<void> {
  const withoutHooks = (text: string): string => text.replace(/^-I .*\n/gm, '');
  return load(agent, backend, new Map([...artifacts].map(([file, text]) => [file, withoutHooks(text)])));
}
