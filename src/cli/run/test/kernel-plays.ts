import { artifactsOf } from '../../../compile/artifacts-of.js';
import { backendRules, evaluatorOptions } from '../../../compile/backend-rules.js';
import type { Legalized } from '../../../compile/legalize-policy.js';
import { type Backend, backends } from '../../../host/lab/backends.js';
import type { Kernel } from '../../../host/lab/kernel.js';
import type { Play } from '../../../host/lab/play/play-test.js';
import type { PlayedOn } from '../../../testing/kernel/model.js';
import type { ReadTest } from './read-tests.js';

/** A test as it is played on one backend of this host, and what the evaluator needs to know for it. */
export interface KernelPlay extends Play {
  readonly on: PlayedOn;
  readonly legalized: Legalized;
}

const rulesOf = { nftables: 'nftables', 'iptables-nft': 'iptables', 'iptables-legacy': 'iptables' } as const;

/** Of modprobe.conf nothing is in force here, so xt_recent has the size that the kernel gives it. */
const RECENT = 100;

/**
 * Every test on every backend that its policy has and this host has programs for; `without` is told of the others. Chains at
 * devices are left out, since the laboratory has none of the policy's; they only say sooner what later rules say.
 */
export function kernelPlays(
  tests: readonly ReadTest[],
  kernel: Kernel,
  without: (backend: Backend, tools: readonly string[]) => void,
): readonly KernelPlay[] {
  return backends.flatMap((backend) => {
    const plays = tests.flatMap((one) => playOf(one, backend));
    const missing = new Set(plays.flatMap(({ artifacts }) => kernel.missing(backend, artifacts)));
    if (missing.size === 0) return plays;
    without(backend, [...missing]);
    return [];
  });
}

function playOf({ test, legalized }: ReadTest, backend: Backend): readonly KernelPlay[] {
  const { legal, platform, policy } = legalized;
  const rules = backendRules(legal).find((one) => one.backend === rulesOf[backend]);
  if (rules === undefined) return [];
  const { sip } = policy;
  const artifacts = new Map([...artifactsOf(legalized)].filter(([file]) => file !== 'ingress.nft'));
  const { conntrack } = evaluatorOptions(platform, policy);
  const options = { ...(conntrack && { conntrack }), recentSources: RECENT };
  return [{ backend, artifacts, sip, test, legalized, on: { rules, options, sip } }];
}
