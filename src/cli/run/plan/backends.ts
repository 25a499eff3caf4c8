import type { Compiled } from '../../../compile.js';
import type { ToolFault } from '../../../host/run-tool.js';
import type { Live } from '../../../plan/read-live.js';
import type { PlanBackend } from '../../../plan/wanted.js';

/** By what the rules of a backend are listed; `iptables` stands for `iptables-save` too. */
const backendTools: Readonly<Record<PlanBackend, readonly string[]>> = {
  iptables: ['iptables', 'ip6tables', 'ipset'],
  nftables: ['nft'],
};

/** The backends that the policy is compiled for. */
function backendsOf({ legal }: Compiled): readonly PlanBackend[] {
  return (['nftables', 'iptables'] as const).filter((backend) => legal[backend] !== undefined);
}

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

/**
 * The tool without which there is no plan: one of the backend; or, where the policy has both and neither is asked for, any that
 * does not answer, for then nobody knows which of them stands.
 */
export function decisiveFault(
  compiled: Compiled,
  backend: PlanBackend,
  asked: PlanBackend | undefined,
  faults: readonly ToolFault[],
): ToolFault | undefined {
  const unsure = asked === undefined ? backendsOf(compiled) : [];
  return faults.find(
    ({ kind, tool }) =>
      isOf(tool, [backend]) || (kind === 'failed' && unsure.length > 1 && isOf(tool, unsure)),
  );
}

const isOf = (tool: string, backends: readonly PlanBackend[]): boolean =>
  backends.some((backend) => backendTools[backend].some((name) => tool.startsWith(name)));
