import type { BackendName, Target } from '../policy/policy.js';
import { type Unmet, unmetNeed } from './needs.js';
import { generic, type Platform, platforms, unsupported } from './platform.js';

export type Resolved =
  | {
      readonly kind: 'platform';
      readonly platform: Platform;
      /** Those of the policy that the platform can run; at least one. */
      readonly backends: readonly BackendName[];
      /** Those that it cannot, and why. */
      readonly left: readonly Unmet[];
    }
  | { readonly kind: 'unsupported'; readonly name: string }
  /** No backend that the policy asks for. */
  | { readonly kind: 'too-old'; readonly platform: Platform; readonly left: readonly Unmet[] };

/** The row that a policy's `target.platform` means. Versions that it does not state are those of `generic`. */
export function resolvePlatform({ platform: wish, backends: wanted }: Target): Resolved {
  const platform = wish.kind === 'named' ? platforms.find(({ name }) => name === wish.name) : stated(wish);
  if (platform === undefined)
    return { kind: 'unsupported', name: wish.kind === 'named' ? wish.name : 'stated' };
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
export const platformNames: readonly string[] = [...supportedNames, ...unsupported];
