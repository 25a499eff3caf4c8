import type { Family } from '../../net/address.js';
import { type Era, eraOf, type Platform } from '../../platform/platform.js';
import type { Hook } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';
import { notLegalized } from '../not-legalized.js';
import { hex } from '../numbers.js';

/** Where the words of iptables differ with its age. Options that one version refuses are measured (docs/papers/old-iptables.md). */
export interface Dialect {
  readonly untrack: string;
  /**
   * `exist`: one rule that also renews an entry. `delete-first`: without `--exist` a hit does not renew the entry, so
   * one rule deletes it and the next adds it. For the time between them, well under a microsecond, it is not there.
   */
  readonly learn: 'exist' | 'delete-first';
  /** connlimit counts sources; 1.4.7 knows nothing else and refuses to be told so. */
  readonly connectionsOf: string;
  /** recent takes a mask; without one it keeps whole addresses. */
  readonly recentMask: boolean;
  /** The match that compares bytes of a packet. */
  readonly reads: Platform['reads'];
}

const dialects: Readonly<Record<Era, Omit<Dialect, 'reads'>>> = {
  '1.4.7': { untrack: '-j NOTRACK', learn: 'delete-first', connectionsOf: '', recentMask: false },
  '1.4.21': {
    untrack: '-j CT --notrack',
    learn: 'exist',
    connectionsOf: ' --connlimit-saddr',
    recentMask: true,
  },
  '1.8': {
    untrack: '-j CT --notrack',
    learn: 'exist',
    connectionsOf: ' --connlimit-saddr',
    recentMask: true,
  },
};

/** Old tools take no lock while they load, or another one than new tools (1.4.21: an abstract socket, for the command only). */
const lockless = 'This iptables takes no lock while it loads: let nothing else change rules meanwhile.';

export interface Spelling {
  readonly dialect: Dialect;
  /** For the head of the file. */
  readonly advice: readonly string[];
}

export function spellingOf(platform: Pick<Platform, 'iptables' | 'kernel' | 'reads'>): Spelling {
  const era = eraOf(platform);
  return { dialect: { ...dialects[era], reads: platform.reads }, advice: era === '1.8' ? [] : [lockless] };
}

export const modern: Spelling = { dialect: { ...dialects['1.8'], reads: 'u32' }, advice: [] };

/** What decides the words for a match or an action besides itself. */
export interface Place {
  readonly find: Lookup;
  readonly family: Family;
  readonly dialect: Dialect;
  /** The hooks from which packets come here. */
  readonly hooks: ReadonlySet<Hook>;
}

/** A name that needs no quotes anywhere: of a chain, a set, a hash table. */
export function word(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name)
    ? name
    : notLegalized(`iptables would not take ${JSON.stringify(name)} for a name`);
}

/** iptables breaks on longer parameters, measured as it prints them back (1.4.21: a crash). */
const LONGEST_PARAMETER = 1023;

/**
 * iptables-restore takes away double quotes and reads a backslash as "the next character, as it is". It refuses a
 * parameter that begins like its own option `-t`, quoted or not; a lone `!` is a negation. A backslash is lost when
 * old versions (1.4.7) save and restore their own rules, so none is written.
 */
export function iptablesCanQuote(text: string): boolean {
  const harmless = /^[\x20-\x7e]+$/u.test(text) && !/^[-!]|\\/u.test(text);
  return harmless && quoted(text, /["']/g).length <= LONGEST_PARAMETER;
}

/** For comments and log prefixes, where iptables-save also escapes the apostrophe. */
export function iptablesQuote(text: string): string {
  return iptablesCanQuote(text)
    ? quoted(text, /["']/g)
    : notLegalized(`iptables cannot quote ${JSON.stringify(text)}`);
}

/** The `string` match also takes its pattern in hex, which can say everything. Upper and lower case hold either way. */
export function patternOption(text: string): string {
  return iptablesCanQuote(text) ? `--string ${quoted(text, /"/g)}` : `--hex-string "|${hex(text)}|"`;
}

function quoted(text: string, escaped: RegExp): string {
  return `"${text.replace(escaped, '\\$&')}"`;
}

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
