/** The ways by which rules reach the kernel. */
export const backends = ['nftables', 'iptables-nft', 'iptables-legacy'] as const;
export type Backend = (typeof backends)[number];
