import { notLegalized } from '../not-legalized.js';

/** One match. Addresses, interface and protocol are compared before all else and stand at the front of the rule, the last two once. */
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
  const matches = fragments.map(({ match }) => match);
  const ofAddress = (match: string) => /^(?:! )?-[sd] /.test(match);
  const words = [
    ...matches.filter(ofAddress),
    one(
      'interface',
      fragments.map((fragment) => fragment.interface),
    ),
    protocol === '' ? '' : `-p ${protocol}`,
    ...onePortMatch(matches.filter((match) => !ofAddress(match))),
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
