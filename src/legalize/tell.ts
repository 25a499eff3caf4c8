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
  return fallback.kind === 'cap-per-family' || fallback.kind === 'full-closed'
    ? ['sip', 'strangers']
    : fallback.origin;
}

/** What keeps two fallbacks of one kind at one place from being one message. */
function apart(fallback: Fallback): string {
  switch (fallback.kind) {
    case 'wide-search':
      return fallback.signature;
    case 'window-as-bucket':
    case 'rate-rounded':
      return fallback.meter;
    case 'no-extension-headers':
      return fallback.transport;
    case 'name-shortened':
    case 'log-prefix-shortened':
      return fallback.from;
    case 'no-search':
    case 'no-tcp-methods':
    case 'cap-per-family':
    case 'full-closed':
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
    case 'name-shortened':
      return { code: 'VG419', args: { backend, from: fallback.from, to: fallback.to }, ...at };
    case 'log-prefix-shortened':
      return { code: 'VG420', args: { backend, from: fallback.from, to: fallback.to }, ...at };
  }
}

/** The signatures or meters that a group is about, each once, in alphabetical order. */
function listed(group: readonly Fallback[]): string {
  const names = group.flatMap((fallback) =>
    'signature' in fallback ? [fallback.signature] : 'meter' in fallback ? [fallback.meter] : [],
  );
  return [...new Set(names)].sort().join(', ');
}
