import type { Agent } from '../src/host/lab/agent.js';
import type { Backend } from '../src/host/lab/load.js';

/** Puts IPv4 sources into `known`, for an hour, as loading a saved set does. */
export async function seed(agent: Agent, backend: Backend, sources: readonly string[]): Promise<void> {
  if (backend === 'nftables') {
    const elements = sources.map((source) => `${source} timeout 1h`).join(', ');
    await agent.run('nft', ['-f', '-'], `add element inet vosguard known4 { ${elements} }\n`);
    return;
  }
  const lines = sources.map((source) => `add vg-known-4 ${source} timeout 3600 -exist\n`);
  await agent.run('ipset', ['restore'], lines.join(''));
}
