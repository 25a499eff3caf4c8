import type { PlanBackend } from '../../../plan/wanted.js';

/** By what the rules of a backend are listed; `iptables` stands for `iptables-save` too. */
export const backendTools: Readonly<Record<PlanBackend, readonly string[]>> = {
  iptables: ['iptables', 'ip6tables', 'ipset'],
  nftables: ['nft'],
};
