import type { PolicyPath } from '../../policy/path.js';

/** A rule of the kernel and where the policy says it. */
export interface RuleOrigin {
  readonly id: string;
  readonly origin: PolicyPath;
}
