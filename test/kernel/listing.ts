import type { Agent } from '../../src/host/lab/agent.js';
import type { Backend } from '../../src/host/lab/load.js';

/** The rules of our own chains as the kernel lists them, without counters and without what rules have learned. */
export async function listing(agent: Agent, backend: Backend): Promise<string> {
  if (backend === 'nftables') {
    const text = await agent.run('nft', ['--stateless', 'list', 'table', 'inet', 'vosguard']);
    return text.replace(/^\t\tsize \d+\t# count \d+$/gm, '');
  }
  const kind = backend.slice('iptables-'.length);
  const texts = [];
  for (const family of ['iptables', 'ip6tables'])
    for (const table of ['raw', 'filter']) {
      const saved = await agent.run(`${family}-${kind}-save`, ['-t', table]);
      const lines = saved.split('\n').filter((line) => /^-A .*vg:/.test(line));
      texts.push(`# ${family} ${table}`, ...lines);
    }
  return texts.join('\n');
}
