import type { Family } from '../net/address.js';
import type { Rule, RuleFamily } from '../ruleset/ruleset.js';

/** What a backend has no words for should have been replaced or reported by `legalize`: reaching `emit` with it is our own fault. */
export function notLegalized(what: string): never {
  throw new Error(`not legalized: ${what}`);
}

/** Every way to take one from each list, the first list varying slowest. */
export function combine<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (ways, list) => ways.flatMap((way) => list.map((item) => [...way, item])),
    [[]],
  );
}

/**
 * A rule that is printed as several lines repeats what stands before the difference. A meter among that would be
 * charged once for each line, so whatever needs several lines may not come after a meter.
 */
export function assertChargedOnce(rule: Rule, linesOf: readonly number[]): void {
  const meter = rule.matches.findIndex(({ kind }) => kind === 'limit');
  if (meter >= 0 && linesOf.slice(meter + 1).some((lines) => lines > 1)) {
    notLegalized(`${rule.id} would charge its meter twice`);
  }
}

/** Prefix lengths of what shares an entry: an IPv4 address or IPv6 /64, and the network around it. */
export const prefixLength: { readonly [F in Family]: { readonly source: number; readonly subnet: number } } =
  {
    ipv4: { source: 32, subnet: 24 },
    ipv6: { source: 64, subnet: 48 },
  };

/** Bytes of a header without options. */
export const ipHeader: { readonly [F in Family]: number } = { ipv4: 20, ipv6: 40 };

/** Sets and meters hold addresses of one family in both backends. */
export function concrete(family: RuleFamily, what: string): Family {
  return family === 'any' ? notLegalized(`${what} is for both families`) : family;
}
