import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../src/host/lab/load.js';
import type { Lab } from '../packets/lab.js';

export const program = join(process.cwd(), 'dist/bin/vosguard.js');

/** What the program said of rules and sets; the sysctls of a laboratory are those of the machine. */
export interface Told {
  readonly rules: readonly (readonly [verb: string, name: string | undefined])[];
  readonly notes: readonly string[];
  readonly text: string;
  readonly status: number;
}

interface Json {
  readonly notes: readonly string[];
  readonly changes: readonly {
    readonly kind: string;
    readonly verb: string;
    readonly id?: string | null;
    readonly name?: string;
    readonly chain?: string;
  }[];
}

/**
 * Runs `vosguard plan` where the rules are. `iptables` there is the variant of the backend, whatever it is on this machine. Its options
 * may name the policy; else it is `policy.yaml` of `files`.
 */
export async function planFor(
  lab: Lab,
  backend: Backend,
  folder: string,
  files: Readonly<Record<string, string>>,
  options: readonly string[],
): Promise<Told> {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const words = [
    'plan',
    '--backend',
    backend === 'nftables' ? 'nftables' : 'iptables',
    '-o',
    'plan.json',
    ...options,
  ];
  const script =
    'cd "$1"; shift; PATH="$1:$PATH"; shift; "$@" && status=0 || status=$?; echo "status $status"; cat plan.json';
  const tools = variant(folder, backend === 'iptables-legacy' ? 'legacy' : 'nft');
  const said = await lab.switch.run('sh', [
    '-c',
    script,
    'sh',
    folder,
    tools,
    process.execPath,
    program,
    ...words,
  ]);
  const [, text = '', status = '', json = ''] = /^([\s\S]*)^status (\d+)\n([\s\S]*)$/m.exec(said) ?? [];
  const { changes, notes }: Json = JSON.parse(json);
  const rules = changes
    .filter(({ kind }) => kind !== 'sysctl')
    .map(({ verb, id, name, chain }) => [verb, id ?? name ?? (id === null ? undefined : chain)] as const);
  return { rules, notes, text, status: Number(status) };
}

/** A folder where `iptables` is of this variant: the programs know by which name they are called. */
function variant(folder: string, kind: 'nft' | 'legacy'): string {
  const tools = join(folder, kind);
  if (existsSync(tools)) return tools;
  mkdirSync(tools);
  const name = `xtables-${kind}-multi`;
  const target = ['/usr/sbin', '/sbin'].map((place) => join(place, name)).find(existsSync) ?? name;
  for (const tool of ['iptables', 'ip6tables', 'iptables-save', 'ip6tables-save'])
    symlinkSync(target, join(tools, tool));
  return tools;
}
