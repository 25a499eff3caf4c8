import type { Target } from '../policy/policy.js';
import { floor, generic, type Platform, platforms, unsupported } from './platform.js';
import { atLeast } from './version.js';

export type Resolved =
  | { readonly kind: 'platform'; readonly platform: Platform }
  | { readonly kind: 'unsupported'; readonly name: string }
  | {
      readonly kind: 'too-old';
      readonly tool: keyof typeof floor;
      readonly version: string;
      readonly least: string;
    };

/** The row that a policy's `target.platform` means. Versions that it does not state are those of `generic`. */
export function resolvePlatform({ platform: wish, backends }: Target): Resolved {
  const platform = wish.kind === 'named' ? platforms.find(({ name }) => name === wish.name) : stated(wish);
  if (platform === undefined)
    return { kind: 'unsupported', name: wish.kind === 'named' ? wish.name : 'stated' };
  const tools: readonly (keyof typeof floor)[] = [
    'kernel',
    ...(backends.includes('iptables') ? (['iptables', 'ipset'] as const) : []),
    ...(backends.includes('nftables') ? (['nft'] as const) : []),
  ];
  const old = tools.find((tool) => !atLeast(platform[tool], floor[tool]));
  if (old !== undefined) return { kind: 'too-old', tool: old, version: platform[old], least: floor[old] };
  return { kind: 'platform', platform };
}

function stated(wish: Extract<Target['platform'], { kind: 'versions' }>): Platform {
  return {
    name: 'stated versions',
    iptables: wish.iptables ?? generic.iptables,
    ipset: wish.ipset ?? generic.ipset,
    nft: wish.nft ?? generic.nft,
    kernel: wish.kernel ?? generic.kernel,
    orNewer: wish.kernel === undefined,
  };
}

/** The rows that `target.platform` can name today. */
export const supportedNames: readonly string[] = platforms.map(({ name }) => name);

/** Every name of the language, those without a row included. */
export const platformNames: readonly string[] = [...supportedNames, ...unsupported];
