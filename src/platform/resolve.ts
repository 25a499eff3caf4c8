import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import type { PolicyPath } from '../policy/path.js';
import type { BackendName, Target } from '../policy/policy.js';
import { AUTO, atLeast, generic, type Platform, platforms } from './platform.js';

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
 * iptables: 1.4.7 is the oldest userland that was tried (docs/papers/old-iptables.md); ipset 6 speaks a protocol of its own.
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
function unmetNeed(platform: Platform, backend: BackendName): Unmet | undefined {
  if (backend === 'iptables' && platform.modules !== undefined)
    return { kind: 'modules', backend, modules: platform.modules };
  const need = needs[backend].find(({ tool, least }) => !atLeast(platform[tool] ?? '0', least));
  return need === undefined ? undefined : { kind: 'version', ...need, backend, version: platform[need.tool] };
}

export type Resolved =
  | {
      readonly kind: 'platform';
      readonly platform: Platform;
      /** Those of the policy that the platform can run; at least one. */
      readonly backends: readonly BackendName[];
      /** Those that it cannot, and why. */
      readonly left: readonly Unmet[];
    }
  /** `auto`, and no host was asked. */
  | { readonly kind: 'unasked' }
  /** No backend that the policy asks for. */
  | { readonly kind: 'too-old'; readonly platform: Platform; readonly left: readonly Unmet[] };

/**
 * The row that a policy's `target.platform` means. Versions that it does not state are those of `generic`.
 *
 * @param host The row of the host that was asked, or of the command line; it counts whatever the policy states.
 */
export function resolvePlatform({ platform: wish, backends: wanted }: Target, host?: Platform): Resolved {
  const named = wish.kind === 'named' ? platforms.find(({ name }) => name === wish.name) : stated(wish);
  const platform = host ?? named;
  if (platform === undefined) return { kind: 'unasked' };
  const left = wanted.flatMap((backend) => unmetNeed(platform, backend) ?? []);
  const backends = wanted.filter((backend) => !left.some((unmet) => unmet.backend === backend));
  return backends.length === 0
    ? { kind: 'too-old', platform, left }
    : { kind: 'platform', platform, backends, left };
}

function stated(wish: Extract<Target['platform'], { kind: 'versions' }>): Platform {
  return {
    name: 'stated versions',
    iptables: wish.iptables ?? generic.iptables,
    ipset: wish.ipset ?? generic.ipset,
    nft: wish.nft ?? generic.nft,
    kernel: wish.kernel ?? generic.kernel,
    orNewer: wish.kernel === undefined,
    reads: generic.reads,
    modules: generic.modules,
  };
}

/** The rows that `target.platform` can name today. */
export const supportedNames: readonly string[] = platforms.map(({ name }) => name);

/** Every name of the language, those without a row included. */
export const platformNames: readonly string[] = [...supportedNames, AUTO];

/** The row, and the backends that it can run. */
export type Host = Pick<Extract<Resolved, { kind: 'platform' }>, 'platform' | 'backends'>;

/** The host that a policy is for, with what it cannot run reported. `undefined` where that leaves nothing. */
export function hostOf(
  target: Target,
  at: (origin: PolicyPath) => Diagnostic['place'],
  report: Report,
  asked?: Platform,
): Host | undefined {
  const resolved = resolvePlatform(target, asked);
  const place = at(['target', 'platform']);
  const wanted = at(['target', 'backends']) ?? place;
  const lack = (code: 'VG402' | 'VG403', platform: Platform, unmet: Unmet) =>
    report({ code, args: { platform: platform.name, unmet }, place: wanted, related: [] });
  switch (resolved.kind) {
    case 'platform':
      for (const unmet of resolved.left) lack('VG403', resolved.platform, unmet);
      if (resolved.platform.reads === 'bpf' && resolved.backends.includes('iptables'))
        report({ code: 'VG431', args: { platform: resolved.platform.name }, place: wanted, related: [] });
      return resolved;
    case 'unasked':
      report({ code: 'VG401', args: { known: supportedNames.join(', ') }, place, related: [] });
      return undefined;
    case 'too-old':
      for (const unmet of resolved.left) lack('VG402', resolved.platform, unmet);
      return undefined;
  }
}
