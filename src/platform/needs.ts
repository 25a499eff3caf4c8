import type { BackendName } from '../policy/policy.js';
import type { Platform } from './platform.js';
import { atLeast } from './version.js';

type Tool = 'kernel' | 'iptables' | 'ipset' | 'nft';

export interface Need {
  readonly tool: Tool;
  readonly least: string;
}

/** A need that a platform does not meet. `version` is `undefined` where the tool is not there at all. */
export interface Unmet extends Need {
  readonly backend: BackendName;
  readonly version: string | undefined;
}

/**
 * iptables: 1.4.7 is the oldest userland that was tried (project's `old-iptables.md`); ipset 6 speaks a protocol of its own.
 * nftables: what is emitted was tried with nft 1.0.6 on 6.18. nft 0.9 differs in places that nobody has tried, so it is not promised;
 * element limits in sets that rules fill are whole from 5.10 on.
 */
const needs: Readonly<Record<BackendName, readonly Need[]>> = {
  iptables: [
    { tool: 'kernel', least: '2.6.32' },
    { tool: 'iptables', least: '1.4.7' },
    { tool: 'ipset', least: '6.11' },
  ],
  nftables: [
    { tool: 'nft', least: '1.0.0' },
    { tool: 'kernel', least: '5.10' },
  ],
};

/** The first need of a backend that the platform does not meet. */
export function unmetNeed(platform: Platform, backend: BackendName): Unmet | undefined {
  const need = needs[backend].find(({ tool, least }) => !atLeast(platform[tool] ?? '0', least));
  return need === undefined ? undefined : { ...need, backend, version: platform[need.tool] };
}
