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
    ...onePortMatch(fragments.map(({ match }) => match)),
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** Both ends of a packet in one match, the source first: iptables-nft lists two of them so. */
function onePortMatch(matches: readonly string[]): readonly string[] {
  const side = (option: string) =>
    matches.find((match) => new RegExp(`^-m (udp|tcp) --${option} \\S+$`).test(match));
  const [source, destination] = [side('sport'), side('dport')];
  if (source === undefined || destination === undefined) return matches;
  const both = `${source}${destination.replace(/^-m \w+/, '')}`;
  return matches.flatMap((match) => (match === source ? [both] : match === destination ? [] : [match]));
}
