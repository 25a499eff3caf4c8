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
}

/** The oldest host that is promised: every newer one reads the same artifacts. */
export const generic = {
  name: 'generic',
  iptables: '1.8.7',
  ipset: '7.10',
  nft: '1.0.0',
  kernel: '5.10',
  orNewer: true,
} as const satisfies Platform;

type Versions = readonly [iptables: string, ipset: string, nft: string | undefined, kernel: string];

const row = (name: string, [iptables, ipset, nft, kernel]: Versions): Platform => ({
  ...{ name, iptables, ipset, nft, kernel },
  orNewer: false,
});

/**
 * Versions as the distributions ship them (their package lists; kernels of the release, not of backports). CentOS 6
 * has no nf_tables in its kernel; CentOS 7 has a technical preview of nft 0.8 that its own manuals advise against.
 */
export const platforms: readonly Platform[] = [
  generic,
  row('centos6', ['1.4.7', '6.11', undefined, '2.6.32']),
  row('centos7', ['1.4.21', '6.38', undefined, '3.10']),
  row('el8', ['1.8.4', '7.1', '0.9.3', '4.18']),
  row('el9', ['1.8.10', '7.11', '1.0.9', '5.14']),
  row('debian11', ['1.8.7', '7.10', '0.9.8', '5.10']),
  row('debian12', ['1.8.9', '7.17', '1.0.6', '6.1']),
  row('debian13', ['1.8.11', '7.22', '1.1.3', '6.12']),
  row('ubuntu2004', ['1.8.4', '7.5', '0.9.3', '5.4']),
  row('ubuntu2204', ['1.8.7', '7.15', '1.0.2', '5.15']),
  row('ubuntu2404', ['1.8.10', '7.19', '1.0.9', '6.8']),
];

/** Named in the language, without a row: which host `auto` is shows only when rules are applied. */
export const unsupported = ['auto'] as const;
