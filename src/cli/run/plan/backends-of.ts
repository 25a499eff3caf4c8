import type { Compiled } from '../../../compile.js';
import type { PlanBackend } from '../../../plan/wanted.js';

const mainFiles: Readonly<Record<PlanBackend, string>> = {
  nftables: 'nftables.nft',
  iptables: 'iptables.rules',
};

/** The backends that the policy is compiled for. */
export function backendsOf({ artifacts }: Compiled): readonly PlanBackend[] {
  return (['nftables', 'iptables'] as const).filter((backend) => artifacts.has(mainFiles[backend]));
}
