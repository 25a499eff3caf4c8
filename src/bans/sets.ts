import type { Family } from '../net/address.js';
import type { Applied, AppliedSet } from '../plan/applied.js';

export type Backend = 'iptables' | 'nftables';

/**
 * The names of the sets of one family of the backend that runs, by what they hold. Where a rule cannot give an entry its time (iptables
 * before 1.4.12), there is a set for each time; the first is the one that is filled by hand.
 */
export type SetsOf = (
  holds: 'banned' | 'paroled' | 'proven' | 'subnets' | 'known' | 'registered' | 'called',
  family: Family,
) => readonly AppliedSet[];

export const setsOf =
  ({ sets }: Pick<Applied, 'sets'>, backend: Backend): SetsOf =>
  (holds, family) =>
    sets.filter((set) => set.backend === backend && set.family === family && set.holds === holds);
