import type { Diagnostic, Finding, Place } from '../diagnostics/diagnostic.js';
import type { Code } from '../diagnostics/words/index.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Fallback } from './fallback.js';

/** A finding that has no place yet. */
export type Unplaced = { readonly [C in Code]: Pick<Finding<C>, 'code' | 'args'> }[Code];

/** How fallbacks of one kind become findings. */
export interface Teller<F> {
  /** Where all of them are told, if not where each came from: a cap concerns a whole map of limits. */
  readonly at?: PolicyPath;
  /** What keeps two of them at one place from being one message. */
  readonly apart?: (fallback: F) => string;
  /** `names`: the signatures, meters or sets that the message is about. */
  readonly say: (fallback: F, names: string) => Unplaced;
}

type Tellers = { readonly [K in Fallback['kind']]: Teller<Extract<Fallback, { kind: K }>> };

const bans: PolicyPath = ['sip', 'bans'];
const strangers: PolicyPath = ['sip', 'strangers'];
const platform: PolicyPath = ['target', 'platform'];

const tellers: Tellers = {
  'no-search': { say: ({ backend }, signatures) => ({ code: 'VG411', args: { backend, signatures } }) },
  'no-domains': { say: ({ backend }) => ({ code: 'VG435', args: { backend } }) },
  'no-hours': { say: ({ backend }) => ({ code: 'VG436', args: { backend } }) },
  'wide-search': {
    apart: ({ signature }) => signature,
    say: ({ backend, signature }) => ({ code: 'VG412', args: { backend, signature } }),
  },
  'tcp-header-lengths': { say: ({ backend }) => ({ code: 'VG413', args: { backend } }) },
  'bytes-as-packets': {
    at: strangers,
    say: ({ backend }, meters) => ({ code: 'VG433', args: { backend, meters } }),
  },
  'forwarded-too': { at: platform, say: ({ backend }) => ({ code: 'VG434', args: { backend } }) },
  'no-way-back': { at: ['sip', 'at'], say: ({ backend }) => ({ code: 'VG438', args: { backend } }) },
  'window-as-bucket': {
    apart: ({ meter }) => meter,
    say: ({ backend, meter }) => ({ code: 'VG414', args: { backend, meter } }),
  },
  'cap-per-family': {
    at: strangers,
    say: ({ backend }, meters) => ({ code: 'VG415', args: { backend, meters } }),
  },
  'no-extension-headers': {
    apart: ({ transport }) => transport,
    say: ({ backend, transport }) => ({ code: 'VG416', args: { backend, transport } }),
  },
  'rate-rounded': {
    apart: ({ meter }) => meter,
    say: ({ backend, meter, from, to }) => ({ code: 'VG417', args: { backend, meter, from, to } }),
  },
  'burst-lowered': {
    apart: ({ meter }) => meter,
    say: ({ backend, meter, from, to }) => ({ code: 'VG421', args: { backend, meter, from, to } }),
  },
  'full-closed': {
    at: strangers,
    say: ({ backend }, meters) => ({ code: 'VG418', args: { backend, meters } }),
  },
  'no-refill': { at: bans, say: ({ backend }, meters) => ({ code: 'VG424', args: { backend, meters } }) },
  'no-forget': { at: bans, say: ({ backend }, sets) => ({ code: 'VG426', args: { backend, sets } }) },
  'no-alarm': { say: ({ backend }) => ({ code: 'VG437', args: { backend } }) },
  'no-ingress': { say: ({ backend }) => ({ code: 'VG425', args: { backend } }) },
  'no-ipv6-learning': {
    at: platform,
    say: ({ backend }, sets) => ({ code: 'VG422', args: { backend, sets } }),
  },
  'list-too-long': {
    apart: ({ set }) => set,
    say: ({ backend, set, networks, most }) => ({ code: 'VG423', args: { backend, set, networks, most } }),
  },
  'no-notes': { at: platform, say: ({ backend }) => ({ code: 'VG427', args: { backend } }) },
  'listing-unreadable': { at: platform, say: ({ backend }) => ({ code: 'VG430', args: { backend } }) },
  'name-shortened': {
    apart: ({ from }) => from,
    say: ({ backend, from, to }) => ({ code: 'VG419', args: { backend, from, to } }),
  },
  'log-prefix-shortened': {
    apart: ({ from }) => from,
    say: ({ backend, from, to }) => ({ code: 'VG420', args: { backend, from, to } }),
  },
};

/** A fallback as a finding, with the path of the policy that it concerns. */
export interface Told {
  readonly diagnostic: Diagnostic;
  readonly origin: PolicyPath;
}

/**
 * Fallbacks in the words of diagnostics. What both families have in common is told once, and signatures or meters
 * that share a place in the policy are told together.
 */
export function tell(
  fallbacks: readonly Fallback[],
  placeOf: (origin: PolicyPath) => Place | undefined,
): readonly Told[] {
  const groups = new Map<string, Fallback[]>();
  for (const fallback of fallbacks) {
    const { at = fallback.origin, apart } = tellerOf(fallback);
    const key = [fallback.kind, fallback.backend, pathText(at), apart?.(fallback) ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), fallback]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const { at: origin = first.origin, say } = tellerOf(first);
    return [{ origin, diagnostic: { ...say(first, listed(group)), place: placeOf(origin), related: [] } }];
  });
}

/** TypeScript cannot see that the key and the fallback come from the same member of the union. */
const tellerOf = ({ kind }: Fallback) => tellers[kind] as Teller<Fallback>;

/** The signatures, meters or sets that a group is about, each once, in alphabetical order. */
function listed(group: readonly Fallback[]): string {
  const names = group.flatMap((fallback) =>
    'signature' in fallback
      ? [fallback.signature]
      : 'meter' in fallback
        ? [fallback.meter]
        : 'set' in fallback
          ? [fallback.set]
          : [],
  );
  return [...new Set(names)].sort().join(', ');
}
