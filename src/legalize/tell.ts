import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Fallback } from './fallback.js';

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
    const key = [fallback.kind, fallback.backend, pathText(groupOrigin(fallback)), apart(fallback)].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), fallback]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const origin = groupOrigin(first);
    return [{ origin, diagnostic: finding(first, group, placeOf(origin)) }];
  });
}

/** Caps and tables concern a whole map of limits; the message names its entries. */
function groupOrigin(fallback: Fallback): PolicyPath {
  switch (fallback.kind) {
    case 'cap-per-family':
    case 'full-closed':
      return ['sip', 'strangers'];
    case 'no-forget':
    case 'no-refill':
      return ['sip', 'bans'];
    case 'no-ipv6-learning':
    case 'listing-unreadable':
      return ['target', 'platform'];
    case 'no-search':
    case 'wide-search':
    case 'no-tcp-methods':
    case 'no-ingress':
    case 'window-as-bucket':
    case 'no-extension-headers':
    case 'rate-rounded':
    case 'burst-lowered':
    case 'list-too-long':
    case 'name-shortened':
    case 'log-prefix-shortened':
      return fallback.origin;
  }
}

/** What keeps two fallbacks of one kind at one place from being one message. */
function apart(fallback: Fallback): string {
  switch (fallback.kind) {
    case 'wide-search':
      return fallback.signature;
    case 'window-as-bucket':
    case 'rate-rounded':
    case 'burst-lowered':
      return fallback.meter;
    case 'list-too-long':
      return fallback.set;
    case 'no-extension-headers':
      return fallback.transport;
    case 'name-shortened':
    case 'log-prefix-shortened':
      return fallback.from;
    case 'no-search':
    case 'no-tcp-methods':
    case 'no-ingress':
    case 'cap-per-family':
    case 'full-closed':
    case 'no-refill':
    case 'no-ipv6-learning':
    case 'listing-unreadable':
      return '';
  }
}

function finding(fallback: Fallback, group: readonly Fallback[], place: Place | undefined): Diagnostic {
  const { backend } = fallback;
  const at = { place, related: [] };
  switch (fallback.kind) {
    case 'no-search':
      return { code: 'VG411', args: { backend, signatures: listed(group) }, ...at };
    case 'wide-search':
      return { code: 'VG412', args: { backend, signature: fallback.signature }, ...at };
    case 'no-tcp-methods':
      return { code: 'VG413', args: { backend }, ...at };
    case 'window-as-bucket':
      return { code: 'VG414', args: { backend, meter: fallback.meter }, ...at };
    case 'cap-per-family':
      return { code: 'VG415', args: { backend, meters: listed(group) }, ...at };
    case 'no-extension-headers':
      return { code: 'VG416', args: { backend, transport: fallback.transport }, ...at };
    case 'rate-rounded':
      return {
        code: 'VG417',
        args: { backend, meter: fallback.meter, from: fallback.from, to: fallback.to },
        ...at,
      };
    case 'full-closed':
      return { code: 'VG418', args: { backend, meters: listed(group) }, ...at };
    case 'burst-lowered': {
      const { meter, from, to } = fallback;
      return { code: 'VG421', args: { backend, meter, from, to }, ...at };
    }
    case 'no-ingress':
      return { code: 'VG425', args: { backend }, ...at };
    case 'no-forget':
      return { code: 'VG426', args: { backend, sets: listed(group) }, ...at };
    case 'no-refill':
      return { code: 'VG424', args: { backend, meters: listed(group) }, ...at };
    case 'no-ipv6-learning':
      return { code: 'VG422', args: { backend, sets: listed(group) }, ...at };
    case 'list-too-long': {
      const { set, networks, most } = fallback;
      return { code: 'VG423', args: { backend, set, networks, most }, ...at };
    }
    case 'listing-unreadable':
      return { code: 'VG430', args: { backend }, ...at };
    case 'name-shortened':
      return { code: 'VG419', args: { backend, from: fallback.from, to: fallback.to }, ...at };
    case 'log-prefix-shortened':
      return { code: 'VG420', args: { backend, from: fallback.from, to: fallback.to }, ...at };
  }
}

/** The signatures or meters that a group is about, each once, in alphabetical order. */
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
