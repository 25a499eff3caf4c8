import type { Conntrack } from '../../policy/policy.js';

/** Flows for each bucket when the table is full: what nf_conntrack-sysctl.rst gave as the default for years. */
const LOAD = 4;

export function buckets({ max, buckets: wish }: Conntrack): number {
  return wish === 'auto' ? Math.ceil(max / LOAD) : wish;
}
