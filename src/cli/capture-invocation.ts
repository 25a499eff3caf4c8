import type { Address } from '../net/address.js';
import type { Platform } from '../platform/platform.js';
import type { planBackends } from './invocation.js';

/** A file, or the standard input. */
export type CaptureSource = 'stdin' | { readonly file: string };

/** What every command that reads captures takes. */
export interface CaptureOptions {
  /** At least one. */
  readonly captures: readonly CaptureSource[];
  /** The policy; `undefined`: the default one. */
  readonly file: string | undefined;
  /** The switch's addresses; `undefined`: as the policy says, or as they are found. */
  readonly own: readonly Address[] | undefined;
  /** `undefined`: the first of the policy. */
  readonly backend: (typeof planBackends)[number] | undefined;
  readonly profile: string | undefined;
  readonly allowOutside: boolean;
  readonly platform?: Platform | undefined;
}

export interface ReplayInvocation extends CaptureOptions {
  readonly kind: 'replay';
  readonly knownAtStart: boolean;
  /** Milliseconds for which nothing is refused; 0: from the first packet on. */
  readonly learn: number;
  readonly userAgents: boolean;
  readonly json: boolean;
  /** A file for the page. */
  readonly html: string | undefined;
}
