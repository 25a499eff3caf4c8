/** Dotted numbers, compared part by part; missing parts are zero. Anything behind the numbers is ignored. */
export function atLeast(version: string, least: string): boolean {
  const parts = (text: string) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? '0').split('.').map(Number);
  const [have, want] = [parts(version), parts(least)];
  for (let i = 0; i < Math.max(have.length, want.length); i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The versions that decide what the rules may say. */
export interface Platform {
  readonly name: string;
  readonly iptables: string;
  readonly ipset: string;
  /** `undefined`: the host has none. */
  readonly nft: string | undefined;
  readonly kernel: string;
  /** The host may be newer than the row says. */
  readonly orNewer: boolean;
  /** The match of iptables that compares bytes of a packet. */
  readonly reads: 'u32' | 'bpf';
  /** The package with the kernel's modules for iptables, where what boots comes without it. */
  readonly modules: string | undefined;
}

/** The oldest host that is promised: every newer one reads the same artifacts. */
export const generic = {
  name: 'generic',
  iptables: '1.8.7',
  ipset: '7.10',
  nft: '1.0.0',
  kernel: '5.10',
  orNewer: true,
  reads: 'u32',
  modules: undefined,
} as const satisfies Platform;

type Versions = readonly [iptables: string, ipset: string, nft: string | undefined, kernel: string];

const row = (
  name: string,
  [iptables, ipset, nft, kernel]: Versions,
  unlike: Partial<Pick<Platform, 'orNewer' | 'reads' | 'modules'>> = {},
): Platform => ({
  ...{ name, iptables, ipset, nft, kernel },
  ...{ orNewer: false, reads: 'u32', modules: undefined },
  ...unlike,
});

/** Fedora, Amazon Linux and Alpine bring new versions into a release; their rows say what is there at least. */
const growing = { orNewer: true } as const;

/**
 * Versions as the distributions ship them (their package lists; kernels of the release, not of backports); where each is from,
 * `docs/platforms.md` says. CentOS 6 has no nf_tables in its kernel; CentOS 7 has a technical preview of nft 0.8 that its own
 * manuals advise against. `el` stands for Red Hat Enterprise Linux and what is built from its sources: CentOS Stream, Rocky,
 * Alma, Oracle.
 */
export const platforms: readonly Platform[] = [
  generic,
  row('centos6', ['1.4.7', '6.11', undefined, '2.6.32']),
  row('centos7', ['1.4.21', '6.38', undefined, '3.10']),
  row('el8', ['1.8.4', '7.1', '0.9.3', '4.18']),
  // "Considerations in adopting RHEL 9": xt_u32 was removed. CONFIG_NETFILTER_XT_MATCH_BPF=m (its 9.0 configuration).
  row('el9', ['1.8.10', '7.11', '1.0.9', '5.14'], { reads: 'bpf' }),
  // iptables-nft requires kernel-modules-extra there, which images come without: neither nft_compat nor any xt module (kops 18724).
  row('el10', ['1.8.11', '7.22', '1.1.1', '6.12'], { reads: 'bpf', modules: 'kernel-modules-extra' }),
  row('fedora', ['1.8.11', '7.17', '1.1.1', '6.12'], growing),
  row('al2023', ['1.8.8', '7.10', '1.0.4', '6.1'], growing),
  row('alpine', ['1.8.11', '7.22', '1.0.9', '6.12'], growing),
  row('debian11', ['1.8.7', '7.10', '0.9.8', '5.10']),
  row('debian12', ['1.8.9', '7.17', '1.0.6', '6.1']),
  row('debian13', ['1.8.11', '7.22', '1.1.3', '6.12']),
  row('ubuntu2004', ['1.8.4', '7.5', '0.9.3', '5.4']),
  row('ubuntu2204', ['1.8.7', '7.15', '1.0.2', '5.15']),
  row('ubuntu2404', ['1.8.10', '7.19', '1.0.9', '6.8']),
  row('ubuntu2604', ['1.8.11', '7.22', '1.1.6', '7.0']),
];

/** Named in the language, without a row of its own: the host that a command asks. */
export const AUTO = 'auto';

/**
 * The three iptables that differ in grammar. docs/papers/old-iptables.md tried 1.4.7 and 1.4.21 option by option; what lies between two
 * of them is held to the older one, whose spelling the newer also takes. The kernel counts too: SET with `--exist` needs
 * revision 2 of the target, which 3.10 has, and hashlimit's finer rates need its revision 2 (Linux 4.9).
 */
export type Era = '1.4.7' | '1.4.21' | '1.8';

export function eraOf({ iptables, kernel }: Pick<Platform, 'iptables' | 'kernel'>): Era {
  if (!atLeast(iptables, '1.4.21') || !atLeast(kernel, '3.10')) return '1.4.7';
  return atLeast(iptables, '1.8.0') && atLeast(kernel, '4.9') ? '1.8' : '1.4.21';
}
