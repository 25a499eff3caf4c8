import type { Agent } from '../agent.js';

/** What of `sysctl.conf` belongs to a network namespace, and decides how long conntrack keeps a flow. */
const timeout =
  /^net\.netfilter\.(nf_conntrack_(?:udp_timeout|udp_timeout_stream|tcp_timeout_\w+))\s*=\s*(\d+)$/gm;

/** Puts the times of conntrack into force in the switch; all else in that file belongs to the whole machine. */
export async function setKernelTimes(agent: Agent, sysctl: string): Promise<void> {
  const lines = [...sysctl.matchAll(timeout)].map(
    ([, name, value]) => `echo ${value} > /proc/sys/net/netfilter/${name}`,
  );
  if (lines.length > 0) await agent.run('sh', ['-e'], lines.join('\n'));
}
