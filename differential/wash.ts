import type { Agent } from '../src/host/lab/agent.js';
import type { Backend } from '../src/host/lab/load.js';

const empty = (table: string, chains: readonly string[]): string =>
  [`*${table}`, ...chains.map((chain) => `:${chain} ACCEPT [0:0]`), 'COMMIT'].join('\\n');
const tables = `${empty('raw', ['PREROUTING', 'OUTPUT'])}\\n${empty('filter', ['INPUT', 'FORWARD', 'OUTPUT'])}\\n`;

const rules: { readonly [B in Backend]: readonly string[] } = {
  nftables: ['nft flush ruleset'],
  'iptables-nft': ['nft flush ruleset'],
  'iptables-legacy': ['iptables-legacy-restore', 'ip6tables-legacy-restore'].map(
    (restore) => `printf '${tables}' | ${restore} -w 10`,
  ),
};

/** Takes rules, sets and flows out of a switch; a new namespace and its agent would take five times as long. */
export async function wash(agent: Agent, backend: Backend): Promise<void> {
  const sets = backend === 'nftables' ? [] : ['ipset destroy'];
  await agent.run('sh', ['-ec', [...rules[backend], ...sets, 'conntrack -F 2>/dev/null'].join('\n')]);
}
