import type { Platform } from '../../platform/platform.js';

export type Kernel = Pick<Platform, 'kernel' | 'orNewer'>;

/** A line of `sysctl.conf`. */
export interface Setting {
  readonly key: string;
  readonly value: number;
  /** Lines of a comment. */
  readonly reason: readonly string[];
}
