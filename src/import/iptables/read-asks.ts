import { rangeOf } from '../../beside/iptables/matches.js';
import { rangesOf } from '../../beside/question.js';
import type { AddressRange } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, subtract } from '../../net/address-set.js';
import { protocolNumber } from '../../net/protocol.js';
import type { Port, PortRange } from '../../net/units.js';
import type { Option, Part } from '../../plan/iptables/parse-rule.js';
import type { NamedSets } from '../named-sets.js';
import { type Asks, anyPacket, type Condition, everyAddress } from '../old-rule.js';
import { portNumber } from '../port-names.js';
import { countingConditions } from './counting.js';

/** The matches of a rule of iptables. What cannot be read is a condition, so nothing is taken for more than it is. */
export function readAsks(parts: readonly Part[], sets: NamedSets): Asks {
  const asked = parts.filter(({ kind }) => kind === 'own' || kind === 'match');
  return asked.reduce<Asks>((asks, part) => {
    const read = readers[part.kind === 'own' ? '' : part.name] ?? unread;
    // Options of UDP and TCP stand behind -p without a name of their own where a person has written them.
    return read(part, asks, sets);
  }, anyPacket);
}

type Reader = (part: Part, asks: Asks, sets: NamedSets) => Asks;

const readers: Readonly<Record<string, Reader>> = {
  '': plain,
  tcp: plain,
  udp: plain,
  multiport: plain,
  iprange: plain,
  state: plain,
  conntrack: plain,
  icmp: plain,
  icmp6: plain,
  addrtype: plain,
  pkttype: plain,
  comment: (_, asks) => asks,
  set: setMatch,
  string: ({ options }, asks) => {
    const text = saidOf(options, 'string');
    if (text === undefined) return unreadOption(asks, '-m string --hex-string');
    const negated = options.some((one) => one.name === 'string' && one.negated);
    return withCondition(asks, { kind: 'text', text, negated });
  },
  time: ({ options }, asks) => withCondition(asks, hoursOf(options)),
  limit: counts,
  hashlimit: counts,
  recent: counts,
  connlimit: counts,
};

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

function plain({ options }: Part, asks: Asks): Asks {
  return options.reduce(readOption, asks);
}

/** @param option Of iptables itself, of UDP, TCP, multiport, iprange, state, conntrack, addrtype or ICMP. */
function readOption(asks: Asks, option: Option): Asks {
  const { name, values, negated } = option;
  const text = values[0] ?? '';
  switch (name) {
    case 'p':
      return protocolAsked(asks, text, negated);
    case 's':
    case 'src-range':
      return { ...asks, from: addressesOf(text, negated) ?? asks.from, ...unreadAddress(asks, option) };
    case 'd':
    case 'dst-range':
      return { ...asks, to: addressesOf(text, negated) ?? asks.to, ...unreadAddress(asks, option) };
    case 'i':
      return text === 'lo' && negated
        ? asks
        : { ...asks, device: { name: text.replace(/\+$/, '*'), negated } };
    case 'dport':
    case 'dports':
    case 'destination-ports':
    case 'destination-port':
      return portsAsked(asks, text, negated);
    case 'sport':
    case 'sports':
    case 'source-ports':
    case 'source-port':
      return withCondition(asks, { kind: 'source-port', words: `--${name} ${text}` });
    case 'state':
    case 'ctstate':
      return { ...asks, starts: asks.starts && text.split(',').includes('NEW') !== negated };
    case 'icmp-type':
    case 'icmpv6-type':
      return { ...asks, icmp: text === 'any' ? undefined : [text] };
    case 'syn':
      return negated ? { ...asks, starts: false } : asks;
    case 'tcp-flags':
      return flagsAsked(asks, values, negated);
    case 'f':
      return negated ? asks : { ...asks, starts: false };
    case 'dst-type':
      return text === 'LOCAL' && !negated ? asks : unreadOption(asks, `--dst-type ${text}`);
    case 'comment':
      return asks;
  }
  return unreadOption(asks, `--${name} ${values.join(' ')}`.trim());
}

function protocolAsked(asks: Asks, text: string, negated: boolean): Asks {
  if (text === 'all' || text === '0') return asks;
  const protocol = protocolNumber(text);
  if (protocol === undefined || negated) return unreadOption(asks, `${negated ? '! ' : ''}-p ${text}`);
  return { ...asks, protocol };
}

/** The first segment of a connection has SYN alone: a rule about other flags is for none that begins. */
function flagsAsked(asks: Asks, [mask = '', set = '']: readonly string[], negated: boolean): Asks {
  const looked = mask === 'ALL' ? ['SYN'] : mask.split(',');
  const holds = (set === 'NONE' ? '' : set) === (looked.includes('SYN') ? 'SYN' : '');
  return holds === negated ? { ...asks, starts: false } : asks;
}

function portsAsked(asks: Asks, text: string, negated: boolean): Asks {
  const named = text.split(/[,:]/).map((one) => (one === '' || /^\d+$/.test(one) ? one : portNumber(one)));
  if (named.includes(undefined)) return unreadOption(asks, `--dport ${text}`);
  const numbers = text.replace(/[a-z][\w-]*/gi, (name) => String(portNumber(name) ?? name));
  const ranges = rangesOf(numbers) as readonly PortRange[];
  return { ...asks, ports: negated ? otherPorts(ranges) : ranges };
}

const otherPorts = (ranges: readonly PortRange[]): readonly PortRange[] => {
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

function unreadAddress(asks: Asks, { name, values, negated }: Option): Partial<Asks> {
  const text = values[0] ?? '';
  if (addressesOf(text, false) !== undefined) return {};
  const words = `${negated ? '! ' : ''}-${name} ${text}`;
  return { conditions: [...asks.conditions, { kind: 'unread', words }] };
}

function setMatch({ options }: Part, asks: Asks, sets: NamedSets): Asks {
  const match = options.find(({ name }) => name === 'match-set');
  const [name = '', fields = ''] = match?.values ?? [];
  const set = sets.get(name);
  const words = `--match-set ${name} ${fields}`;
  if (match === undefined || set === undefined || fields !== 'src') return unreadOption(asks, words);
  if (match.negated) return { ...asks, from: subtract(everyAddress, set.addresses) };
  return { ...asks, from: set.addresses, set: name };
}

const dayNames: Readonly<Record<string, string>> = {
  ...{ Mo: 'mon', Tu: 'tue', We: 'wed', Th: 'thu', Fr: 'fri', Sa: 'sat', Su: 'sun' },
};

function hoursOf(options: readonly Option[]): Condition {
  const [start, stop] = ['timestart', 'timestop'].map((name) => saidOf(options, name)?.slice(0, 5));
  const days = (saidOf(options, 'weekdays') ?? '')
    .split(',')
    .flatMap((day) => dayNames[day.slice(0, 2)] ?? []);
  const known = new Set(['timestart', 'timestop', 'weekdays', 'utc', 'datestop']);
  const strange = options.find(({ name, negated }) => negated || !known.has(name));
  if (strange !== undefined) return { kind: 'unread', words: `-m time --${strange.name}` };
  const hours =
    start === undefined && stop === undefined ? undefined : `${start ?? '00:00'}-${stop ?? '24:00'}`;
  return { kind: 'hours', hours, days };
}
