import type { BackendName } from '../policy/policy.js';
import type { Platform } from './platform.js';
import { atLeast } from './version.js';

type Tool = 'kernel' | 'iptables' | 'ipset' | 'nft';

export interface Need {
  readonly tool: Tool;
  readonly least: string;
}

/** A need that a platform does not meet. */
export type Unmet = { readonly backend: BackendName } & (
  | (Need & {
      readonly kind: 'version';
      /** `undefined` where the tool is not there at all. */
      readonly version: string | undefined;
    })
  /** The kernel's modules are in a package that hosts come without. */
  | { readonly kind: 'modules'; readonly modules: string }
);

/**
 * iptables: 1.4.7 is the oldest userland that was tried (project's `old-iptables.md`); ipset 6 speaks a protocol of its own.
 * nftables: 0.9.3, 0.9.8 and 1.0.0 to 1.1.6 were built from their tags and put the same rules into the kernel. nft 0.9.0 has
 * neither `flags dynamic` nor statements in sets (0.9.1), and crashes when it lists a lookup under a mask. Connections are
 * counted in sets, and the packet bucket is right, from kernel 4.18 on (nft_connlimit; nft_limit.c of 4.18).
 */
const needs: Readonly<Record<BackendName, readonly Need[]>> = {
  iptables: [
    { tool: 'kernel', least: '2.6.32' },
    { tool: 'iptables', least: '1.4.7' },
    { tool: 'ipset', least: '6.11' },
  ],
  nftables: [
    { tool: 'nft', least: '0.9.3' },
    { tool: 'kernel', least: '4.18' },
  ],
};

/** The first need of a backend that the platform does not meet. */
export function unmetNeed(platform: Platform, backend: BackendName): Unmet | undefined {
  if (backend === 'iptables' && platform.modules !== undefined)
    return { kind: 'modules', backend, modules: platform.modules };
  const need = needs[backend].find(({ tool, least }) => !atLeast(platform[tool] ?? '0', least));
  return need === undefined ? undefined : { kind: 'version', ...need, backend, version: platform[need.tool] };
}
