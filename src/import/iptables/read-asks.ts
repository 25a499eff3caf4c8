import { rangeOf } from '../../beside/iptables/matches.js';
import { rangesOf } from '../../beside/question.js';
import type { AddressRange } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, subtract } from '../../net/address-set.js';
import { protocolNumber } from '../../net/protocol.js';
import type { Port, PortRange } from '../../net/units.js';
import type { Option, Part } from '../../plan/iptables/parse-rule.js';
import type { NamedSet, NamedSets } from '../named-sets.js';
import {
  type Asks,
  anyPacket,
  asksMore,
  type Condition,
  everyAddress,
  NO_PING,
  nobody,
  PING,
} from '../old-rule.js';
import { portNumber } from '../port-names.js';
import { countingConditions } from './counting.js';

/** The matches of a rule of iptables. What cannot be read is a condition, so nothing is taken for more than it is. */
export function readAsks(parts: readonly Part[], sets: NamedSets): Asks {
  const asked = parts.filter(({ kind }) => kind === 'own' || kind === 'match');
  return asked.reduce<Asks>((asks, part) => {
    const name = part.kind === 'own' ? '' : part.name;
    // Options of UDP and TCP stand behind any other match where a person has written them: -m set --match-set a src --dport 22.
    const [strange, own] = [true, false].map((isPlain) =>
      part.options.filter((one) => optionReaders.has(one.name) === isPlain),
    );
    const plainly = (strange ?? []).reduce(readOption, asks);
    if (plainModules.includes(name)) return (own ?? []).reduce(readOption, plainly);
    return (readers.get(name) ?? unread)({ ...part, options: own ?? [] }, plainly, sets);
  }, anyPacket);
}

type Reader = (part: Part, asks: Asks, sets: NamedSets) => Asks;

const plainModules = [
  ...['', 'tcp', 'udp', 'multiport', 'iprange', 'state', 'conntrack', 'icmp', 'icmp6', 'addrtype', 'pkttype'],
];

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['comment', (_, asks) => asks],
  ['set', setMatch],
  ['string', textMatch],
  ['time', ({ options }, asks) => hoursOf(options).reduce(withCondition, asks)],
  ...['limit', 'hashlimit', 'recent', 'connlimit'].map((name) => [name, counts] as const),
]);

function textMatch({ options }: Part, asks: Asks): Asks {
  const text = saidOf(options, 'string');
  if (text === undefined) return unreadOption(asks, '-m string --hex-string');
  const negated = options.some((one) => one.name === 'string' && one.negated);
  return withCondition(asks, { kind: 'text', text, negated });
}

function counts(part: Part, asks: Asks): Asks {
  return countingConditions(part).reduce(withCondition, asks);
}

function unread(part: Part, asks: Asks): Asks {
  const words = part.options.map(
    ({ name, values, negated }) => `${negated ? '! ' : ''}--${name} ${values.join(' ')}`,
  );
  return unreadOption(asks, `-m ${part.name} ${words.join(' ')}`.trim());
}

const unreadOption = (asks: Asks, words: string): Asks => withCondition(asks, { kind: 'unread', words });

function withCondition(asks: Asks, condition: Condition): Asks {
  return { ...asks, conditions: [...asks.conditions, condition] };
}

const saidOf = (options: readonly Option[], name: string): string | undefined =>
  options.find((one) => one.name === name)?.values[0];

type OptionReader = (asks: Asks, option: Option, text: string) => Asks;

/** Options of iptables itself, of UDP, TCP, multiport, iprange, state, conntrack, addrtype and ICMP. */
const optionReaders: ReadonlyMap<string, OptionReader> = new Map<string, OptionReader>([
  ['p', (asks, { negated }, text) => protocolAsked(asks, text, negated)],
  ...['s', 'src-range'].map((name) => [name, sourceAsked] as const),
  ...['d', 'dst-range'].map((name) => [name, destinationAsked] as const),
  ['i', deviceAsked],
  ...['dport', 'dports', 'destination-ports', 'destination-port'].map(
    (name) =>
      [name, (asks: Asks, { negated }: Option, text: string) => portsAsked(asks, text, negated)] as const,
  ),
  ...['sport', 'sports', 'source-ports', 'source-port'].map(
    (name) =>
      [
        name,
        (asks: Asks, _: Option, text: string) =>
          withCondition(asks, { kind: 'source-port', words: `--${name} ${text}` }),
      ] as const,
  ),
  ...['state', 'ctstate'].map((name) => [name, statesAsked] as const),
  ...['icmp-type', 'icmpv6-type'].map((name) => [name, icmpAsked] as const),
  ['syn', (asks, { negated }) => (negated ? asksMore(asks, { starts: false }) : asks)],
  ['tcp-flags', (asks, { values, negated }) => flagsAsked(asks, values, negated)],
  ['f', (asks, { negated }) => (negated ? asks : asksMore(asks, { starts: false }))],
  [
    'dst-type',
    (asks, { negated }, text) =>
      text === 'LOCAL' && !negated ? asks : unreadOption(asks, `${negated ? '! ' : ''}--dst-type ${text}`),
  ],
  ['comment', (asks) => asks],
]);

function readOption(asks: Asks, option: Option): Asks {
  const { name, values, negated } = option;
  const read = optionReaders.get(name);
  if (read !== undefined) return read(asks, option, values[0] ?? '');
  return unreadOption(asks, `${negated ? '! ' : ''}--${name} ${values.join(' ')}`.trim());
}

function sourceAsked(asks: Asks, option: Option, text: string): Asks {
  const from = addressesOf(text, option.negated);
  if (from === undefined) return unreadOption(asks, optionWords(option));
  return asksMore(asks, { from });
}

function destinationAsked(asks: Asks, option: Option, text: string): Asks {
  const to = addressesOf(text, option.negated);
  if (to === undefined) return unreadOption(asks, optionWords(option));
  return asksMore(asks, { to });
}

const optionWords = ({ name, values, negated }: Option): string =>
  `${negated ? '! ' : ''}-${name.length > 1 ? '-' : ''}${name} ${values.join(' ')}`.trim();

/** What a policy takes as the name of a device. */
const DEVICE = /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,14}\*?$/;

/** `+` alone is every device, also where it is written out: `eth+`. */
export function deviceNamed(asks: Asks, name: string, negated: boolean): Asks {
  const plain = name.replace(/\+$/, '*');
  if (plain === '*') return negated ? asksMore(asks, { from: nobody }) : asks;
  if (plain === 'lo' && negated && asks.device?.name !== 'lo') return asks;
  if (!DEVICE.test(plain) || plain.length > 15) return unreadOption(asks, `${negated ? '! ' : ''}-i ${name}`);
  return asksMore(asks, { device: { name: plain, negated } });
}

function deviceAsked(asks: Asks, { negated }: Option, text: string): Asks {
  return deviceNamed(asks, text, negated);
}

/** Of the states of conntrack, those in which no first packet of a conversation is. UNTRACKED and DNAT are others. */
const later: ReadonlySet<string> = new Set(['ESTABLISHED', 'RELATED', 'INVALID']);

function statesAsked(asks: Asks, option: Option, text: string): Asks {
  return conntrackStates(asks, text.split(','), option.negated, optionWords(option));
}

export function conntrackStates(asks: Asks, said: readonly string[], negated: boolean, words: string): Asks {
  const states = said.map((state) => state.trim().toUpperCase());
  const isNew = states.includes('NEW');
  if (negated) {
    if (isNew) return asksMore(asks, { starts: false, states: [...later] });
    return states.every((state) => later.has(state)) ? asks : unreadOption(asks, words);
  }
  if (isNew) return asks;
  if (states.every((state) => later.has(state))) return asksMore(asks, { starts: false, states });
  return unreadOption(asks, words);
}

function icmpAsked(asks: Asks, option: Option, text: string): Asks {
  if (text === 'any' && !option.negated) return asks;
  if (!option.negated) return asksMore(asks, { icmp: [text] });
  return PING.test(text) ? asksMore(asks, { icmp: [NO_PING] }) : unreadOption(asks, optionWords(option));
}

function protocolAsked(asks: Asks, text: string, negated: boolean): Asks {
  if ((text === 'all' || text === '0') && !negated) return asks;
  const protocol = protocolNumber(text);
  if (protocol === undefined || negated) return unreadOption(asks, `${negated ? '! ' : ''}-p ${text}`);
  return asksMore(asks, { protocol });
}

/** The first segment of a connection has SYN alone: a rule about other flags is for none that begins. */
function flagsAsked(asks: Asks, [mask = '', set = '']: readonly string[], negated: boolean): Asks {
  const looked = mask === 'ALL' ? ['SYN'] : mask.toUpperCase().split(',');
  const holds = (set === 'NONE' ? '' : set.toUpperCase()) === (looked.includes('SYN') ? 'SYN' : '');
  return holds === negated ? asksMore(asks, { starts: false }) : asks;
}

function portsAsked(asks: Asks, text: string, negated: boolean): Asks {
  const named = text.split(/[,:]/).map((one) => (one === '' || /^\d+$/.test(one) ? one : portNumber(one)));
  if (named.includes(undefined)) return unreadOption(asks, `--dport ${text}`);
  const numbers = text.replace(/[a-z][\w-]*/gi, (name) => String(portNumber(name) ?? name));
  const ranges = rangesOf(numbers) as readonly PortRange[];
  if (ranges.length === 0) return unreadOption(asks, `--dport ${text}`);
  return asksMore(asks, { ports: negated ? otherPorts(ranges) : ranges });
}

export const otherPorts = (ranges: readonly PortRange[]): readonly PortRange[] => {
  const sorted = ranges.toSorted((a, b) => a.first - b.first);
  const found: PortRange[] = [];
  let next = 0;
  for (const { first, last } of sorted) {
    if (first > next) found.push({ first: next as Port, last: (first - 1) as Port });
    next = Math.max(next, last + 1);
  }
  if (next <= 65_535) found.push({ first: next as Port, last: 65_535 as Port });
  return found;
};

/** Networks as iptables takes them, also several with commas; `undefined` for a name. */
export function addressesOf(text: string, negated: boolean): AddressSet | undefined {
  const ranges: AddressRange[] = [];
  for (const one of text.split(',')) {
    const range = rangeOf(one) ?? spanOf(one);
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  const set = addressSet(ranges);
  return negated ? subtract(sameFamilies(ranges), set) : set;
}

function spanOf(text: string): AddressRange | undefined {
  const entry = parseAddressEntry(text);
  return entry.kind === 'range' ? entry.range : undefined;
}

/** The other addresses of IPv4 are no addresses of IPv6. */
function sameFamilies(ranges: readonly AddressRange[]): AddressSet {
  const families = new Set(ranges.map(({ family }) => family));
  return {
    ...everyAddress,
    ...(families.has('ipv4') ? {} : { ipv4: [] }),
    ...(families.has('ipv6') ? {} : { ipv6: [] }),
  };
}

/** A set of which it is not known whom it holds, or for how long, names nobody. */
function setMatch({ options }: Part, asks: Asks, sets: NamedSets): Asks {
  const match = options.find(({ name }) => name === 'match-set');
  const [name = '', fields = ''] = match?.values ?? [];
  const set = sets.get(name);
  const words = `${match?.negated ? '! ' : ''}--match-set ${name} ${fields}`;
  if (options.length !== 1 || match === undefined || fields !== 'src') return unreadOption(asks, words);
  const known = readSet(name, set, match.negated);
  if (typeof known === 'string') return unreadOption(asks, `${words} (${known})`);
  return asksMore(asks, known);
}

/** Whom a set names, or in words why that cannot be said. */
export function readSet(
  name: string,
  set: NamedSet | undefined,
  negated: boolean,
): Pick<Asks, 'from' | 'set'> | string {
  if (set === undefined) return 'the set was not given: import what ipset save prints with the rules';
  if (set.others > 0) return 'the set holds more than addresses';
  if (set.timed) return 'its entries leave by themselves';
  if (negated) return { from: subtract(everyAddress, set.addresses), set: undefined };
  return { from: set.addresses, set: set.called ?? name };
}

/** `Mon,Tue`, or 1 for Monday. */
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function dayOf(text: string): string | undefined {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return days[number - 1];
  return days.find((day) => day.slice(0, 2) === text.slice(0, 2).toLowerCase());
}

/** A rule with a date has an end that is not known here, and so has one by the clock of the host's own zone. */
function hoursOf(options: readonly Option[]): readonly Condition[] {
  const [start, stop] = ['timestart', 'timestop'].map((name) => saidOf(options, name));
  const named = saidOf(options, 'weekdays')?.split(',').map(dayOf) ?? [];
  const known = new Set(['timestart', 'timestop', 'weekdays', 'utc']);
  const strange = options.find(({ name, negated }) => negated || !known.has(name));
  if (strange !== undefined) return [{ kind: 'unread', words: `-m time --${strange.name}` }];
  const isOdd = [start, stop].some((one) => one !== undefined && !/^\d\d:\d\d(:\d\d)?$/.test(one));
  if (isOdd || named.includes(undefined)) return [{ kind: 'unread', words: '-m time' }];
  if (start === undefined && stop === undefined && named.length === 0) return [];
  const [from = '00:00', to = '24:00'] = [start?.slice(0, 5), stop?.slice(0, 5)];
  const hours = start === undefined && stop === undefined ? undefined : `${from}-${to}`;
  return [{ kind: 'hours', hours, days: named.filter((day) => day !== undefined) }];
}
