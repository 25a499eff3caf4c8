import type { Compiled } from '../../../compile.js';
import type { ToolFault } from '../../../host/run-tool.js';
import type { Live } from '../../../plan/read-live.js';
import type { PlanBackend } from '../../../plan/wanted.js';
import { backendTools } from './backend-tools.js';
import { backendsOf } from './backends-of.js';

/** The one that is asked for; else, of those that the policy has, the one that stands, or that the host has tools for. */
export function chooseBackend(
  compiled: Compiled,
  { iptables, nftables }: Live,
  asked: PlanBackend | undefined,
  faults: readonly ToolFault[],
): PlanBackend | undefined {
  const had = backendsOf(compiled);
  if (asked !== undefined) return had.find((backend) => backend === asked);
  const standing =
    nftables.chains.length > 0 ? 'nftables' : iptables.chains.length > 0 ? 'iptables' : undefined;
  const able = had.find((backend) => !faults.some(({ tool }) => backendTools[backend].includes(tool)));
  return had.find((backend) => backend === standing) ?? able ?? had[0];
}
