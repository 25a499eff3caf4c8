/** The versions that decide what the rules may say. */
export interface Platform {
  readonly name: string;
  readonly iptables: string;
  readonly ipset: string;
  readonly nft: string;
  readonly kernel: string;
  /** The host may be newer than the row says. */
  readonly orNewer: boolean;
}

/** What the compiled rules are known to need; older hosts get rows of their own in a later version. */
export const floor: Omit<Platform, 'name' | 'orNewer'> = {
  iptables: '1.8.0',
  ipset: '7.0',
  nft: '1.0.0',
  kernel: '5.10',
};

/** The oldest host that is promised: every newer one reads the same artifacts. */
export const generic: Platform = {
  name: 'generic',
  iptables: '1.8.7',
  ipset: '7.10',
  nft: '1.0.0',
  kernel: '5.10',
  orNewer: true,
};

/** Versions as the distributions ship them (their package lists; kernels of the release, not of backports). */
export const platforms: readonly Platform[] = [
  generic,
  { name: 'debian12', iptables: '1.8.9', ipset: '7.17', nft: '1.0.6', kernel: '6.1', orNewer: false },
  { name: 'debian13', iptables: '1.8.11', ipset: '7.22', nft: '1.1.3', kernel: '6.12', orNewer: false },
  { name: 'ubuntu2204', iptables: '1.8.7', ipset: '7.15', nft: '1.0.2', kernel: '5.15', orNewer: false },
  { name: 'ubuntu2404', iptables: '1.8.10', ipset: '7.19', nft: '1.0.9', kernel: '6.8', orNewer: false },
  { name: 'el9', iptables: '1.8.10', ipset: '7.11', nft: '1.0.9', kernel: '5.14', orNewer: false },
];

/** Named in the language, without a row yet: the compiler says so instead of guessing. */
export const unsupported = ['centos6', 'centos7', 'el8', 'debian11', 'ubuntu2004', 'auto'] as const;
