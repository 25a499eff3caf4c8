/** What iptables' own words depend on. Whatever no version can say on a platform is `legalize`'s to replace. */
export interface IptablesDialect {
  /** 1.4.7 has the older target only. Later versions take both, and list each as it was written. */
  readonly notrack: 'CT --notrack' | 'NOTRACK';
  /** SET takes `--exist` and `--timeout`; 1.4.7 adds an entry with the set's own timeout and never renews it. */
  readonly setExist: boolean;
  /** connlimit is told which side it counts; before, it was always the source. */
  readonly connlimitSide: boolean;
  /** recent takes a mask, which is what lets it count /64s and subnets. */
  readonly recentMask: boolean;
}

/** 1.4.21 (CentOS 7) and later. */
export const modern: IptablesDialect = {
  notrack: 'CT --notrack',
  setExist: true,
  connlimitSide: true,
  recentMask: true,
};

/** 1.4.7 (CentOS 6). */
export const iptables147: IptablesDialect = {
  notrack: 'NOTRACK',
  setExist: false,
  connlimitSide: false,
  recentMask: false,
};
