import { type BackendRules, rulesetsOf } from '../evaluate/options.js';
import { addressBits, networkOf } from '../net/address.js';
import { type AddressSet, addressSet } from '../net/address-set.js';
import { parseAddress } from '../net/read-address.js';
import type { Policy } from '../policy/policy.js';
import { type Sources, switchLists } from '../policy/sources.js';
import type { Ruleset, SetDeclaration } from '../ruleset/ruleset.js';

/** By the origin of a set that the host fills from names, whom it would hold. */
export type Named = ReadonlyMap<string, AddressSet>;

const keyOf = ({ origin }: Pick<SetDeclaration, 'origin'>): string => origin.join('.');

const isNamed = (set: SetDeclaration): boolean => set.kind === 'fetched' && keyOf(set) !== 'blocked';

/** Every set of names of these rules, with the same addresses in each. */
export const allNamed = (rules: BackendRules, addresses: AddressSet): Named =>
  new Map(
    rulesetsOf(rules).flatMap(({ sets }) => sets.filter(isNamed).map((set) => [keyOf(set), addresses])),
  );

/** The sets of names of a policy, from what each of its names leads to. */
export function namedBy(
  { trusted, services }: Pick<Policy, 'trusted' | 'services'>,
  found: readonly { readonly address: string; readonly name: string }[],
): Named {
  const of = (sources: Sources): AddressSet => {
    const names = namesOf(sources);
    return addressSet(
      found.flatMap(({ address, name }) => {
        const parsed = parseAddress(address);
        if (parsed.kind === 'fault' || !names.includes(name)) return [];
        return [networkOf(parsed.address, addressBits[parsed.address.family])];
      }),
    );
  };
  return new Map([
    ['trusted', of(trusted)],
    ...services.flatMap(({ path, from }) =>
      from === undefined ? [] : [[path.join('.'), of(from)] as const],
    ),
  ]);
}

export const namesOf = (sources: Pick<Sources, 'lists'>): readonly string[] =>
  switchLists(sources).flatMap(({ origin }) => (origin.kind === 'switch-names' ? origin.names : []));

/** The rules as they are once the host has filled their sets of names. */
export function withNamed(rules: BackendRules, named: Named): BackendRules {
  const fill = (ruleset: Ruleset): Ruleset => ({
    ...ruleset,
    sets: ruleset.sets.map((set): SetDeclaration => {
      const addresses = isNamed(set) ? named.get(keyOf(set)) : undefined;
      if (addresses === undefined) return set;
      const { id, name, family, origin } = set;
      return { kind: 'static', id, name, family, origin, addresses };
    }),
  });
  switch (rules.backend) {
    case 'iptables':
      return { ...rules, ipv4: fill(rules.ipv4), ipv6: fill(rules.ipv6) };
    case 'nftables': {
      const { companion } = rules;
      return {
        ...rules,
        ruleset: fill(rules.ruleset),
        companion: companion && { ipv4: fill(companion.ipv4), ipv6: fill(companion.ipv6) },
      };
    }
  }
}
