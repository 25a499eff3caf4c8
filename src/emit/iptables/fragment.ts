import { notLegalized } from '../not-legalized.js';

/** One match. Interface and protocol are compared before all else, so they are said once, at the front of the rule. */
export interface Fragment {
  readonly interface?: string;
  readonly protocol?: string;
  readonly match: string;
}

/** Matches in the order of iptables-save. */
export function joinFragments(fragments: readonly Fragment[]): string {
  const one = (noun: string, values: readonly (string | undefined)[]): string => {
    const different = [...new Set(values.filter((value) => value !== undefined))];
    return different.length > 1
      ? notLegalized(`a rule for ${noun} ${different.join(' and ')}`)
      : different.join();
  };
  const protocol = one(
    'protocol',
    fragments.map((fragment) => fragment.protocol),
  );
  const words = [
    one(
      'interface',
      fragments.map((fragment) => fragment.interface),
    ),
    protocol === '' ? '' : `-p ${protocol}`,
    ...fragments.map(({ match }) => match),
  ];
  return words.filter((word) => word !== '').join(' ');
}
