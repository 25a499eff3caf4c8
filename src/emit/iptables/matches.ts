import type { Family } from '../../net/address.js';
import { cidrs } from '../../net/cidrs.js';
import type { PortRange } from '../../net/units.js';
import { clockText, isWholeDay, type Weekday, weekdayNames } from '../../net/week.js';
import {
  bareHeaders,
  type ConntrackState,
  type Match,
  type Side,
  type Transport,
} from '../../ruleset/match.js';
import type { StaticSet } from '../../ruleset/ruleset.js';
import { ipHeader, notLegalized, prefixLength } from '../not-legalized.js';
import { hexMask, markBits, markField } from '../numbers.js';
import { setFlags } from './actions.js';
import { bpfMatch } from './bpf.js';
import { type Fragment, type Place, patternOption, word } from './dialect.js';
import { limitFragment, standing } from './limits.js';
import {
  firstWord,
  keepaliveTests,
  tcpHeaderLength,
  textTests,
  type U32Test,
  u32Match,
  udpLength,
} from './u32.js';

/** The words for a match. Several fragments are alternatives that exclude each other, each for a line of its own. */
type MatchEmitters = {
  readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>, place: Place) => readonly Fragment[];
};

/** IANA protocol numbers, as the next-header field of IPv6 has them. */
const protocolNumber: { readonly [T in Transport]: string } = { udp: '0x11', tcp: '0x6' };
/**
 * Delivered here, each of them. IPv6 has no broadcast, and xt_addrtype refuses the word; of several types it asks for all at
 * once there (`match_type6`; seen on 6.18: LOCAL,MULTICAST matched nothing), so each has a rule of its own.
 */
const localTypes: { readonly [F in Family]: readonly string[] } = {
  ipv4: ['LOCAL,BROADCAST,MULTICAST'],
  ipv6: ['LOCAL', 'MULTICAST'],
};
const LONGEST_DATAGRAM = 0xffff;
/**
 * Boyer-Moore is faster and does not find what lies across two blocks of a packet (lib/ts_bm.c says so): reassembled
 * fragments are such blocks, and a name cut in two passed. Knuth-Morris-Pratt keeps its state from block to block.
 */
const SEARCH = 'kmp';

const emitters: MatchEmitters = {
  loopback: (_, { hooks }) => [
    ...(hooks.has('prerouting') || hooks.has('input') ? [{ interface: '-i lo', match: '' }] : []),
    ...(hooks.has('output') ? [{ interface: '-o lo', match: '' }] : []),
  ],
  interface: ({ names }) => names.map((name) => ({ interface: `-i ${name.replace(/\*$/, '+')}`, match: '' })),
  // iptables 1.4.21 and later take UTC where nothing is said, older ones the kernel's time zone.
  time: ({ days, first, last }) => [
    {
      match: [
        '-m time',
        ...(isWholeDay({ first, last })
          ? []
          : [`--timestart ${clockText(first)} --timestop ${clockText(last)}`]),
        ...(days.length === 7 ? [] : [`--weekdays ${days.map(dayName).join(',')}`]),
      ].join(' '),
    },
  ],
  syn: () => [{ protocol: 'tcp', match: '-m tcp --tcp-flags FIN,SYN,RST,ACK SYN' }],
  ack: () => [{ protocol: 'tcp', match: '-m tcp --tcp-flags SYN,RST,ACK ACK' }],
  transport: ({ transport }) => [{ protocol: transport, match: '' }],
  ports: ({ transport, side, ports }) => [{ protocol: transport, match: portsMatch(transport, side, ports) }],
  address: ({ side, set, negate }, { find, family }) => {
    const declared = find.set(set);
    if (declared.kind === 'static' && declared.inline) return networks(declared, side, negate, family);
    if (declared.kind === 'learned' && declared.recent)
      return [{ match: standing(declared, negate, family) }];
    const name = word(declared.name);
    return [{ match: `-m set ${negate ? '! ' : ''}--match-set ${name} ${setFlags(declared, side)}` }];
  },
  payload: ({ transport, offset, text, negate = false }, place) => {
    // `! --u32` also holds where the packet is too short to be read.
    if (negate) return notLegalized(`iptables cannot say what is not ${JSON.stringify(text)}`);
    return [{ protocol: transport, match: reads(textTests(place.family, transport, offset, text), place) }];
  },
  data: (_, place) => [{ protocol: 'tcp', match: reads([firstWord(place.family, 'tcp')], place) }],
  keepalive: ({ form }, place) => [
    { protocol: 'udp', match: reads(keepaliveTests(place.family, form), place) },
  ],
  larger: ({ bytes }, place) => {
    const least = bytes + 9;
    if (least > LONGEST_DATAGRAM) return notLegalized(`no datagram carries more than ${bytes} bytes`);
    return [
      {
        protocol: 'udp',
        match: reads([udpLength(place.family, `0x0:0x7,0x${least.toString(16)}:0xffff`)], place),
      },
    ];
  },
  longer: ({ bytes }) => [{ match: `-m length --length ${bytes + 1}:${LONGEST_DATAGRAM}` }],
  local: ({ negate }, { family }) => {
    const types = localTypes[family];
    if (negate) return [{ match: types.map((type) => `-m addrtype ! --dst-type ${type}`).join(' ') }];
    return types.map((type) => ({ match: `-m addrtype --dst-type ${type}` }));
  },
  'way-back': () => [{ match: '-m rpfilter' }],
  bare: (_, place) =>
    bareHeaders.map((bytes) => {
      const header = reads([tcpHeaderLength(place.family, bytes)], place);
      return { protocol: 'tcp', match: `-m length --length ${ipHeader[place.family] + bytes} ${header}` };
    }),
  'tcp-header': () => notLegalized('u32 reads the length of the TCP header by itself'),
  contains: ({ text, negate = false }) => [
    { match: `-m string ${negate ? '! ' : ''}${patternOption(text)} --algo ${SEARCH} --icase` },
  ],
  limit: ({ meter }, place) => [limitFragment(place.find.meter(meter), place)],
  connections: ({ table }, { find, family, dialect }) => {
    const { key, most } = find.table(table);
    const mask = prefixLength[family][key];
    return [
      { match: `-m connlimit --connlimit-above ${most} --connlimit-mask ${mask}${dialect.connectionsOf}` },
    ];
  },
  conntrack: ({ states, direction }) => [
    {
      match: `-m conntrack --ctstate ${stateTexts(states)}${direction === undefined ? '' : ` --ctdir ${direction.toUpperCase()}`}`,
    },
  ],
  assured: () => [{ match: '-m conntrack --ctstatus ASSURED' }],
  protocol: ({ number }, { family }) => [protocolFragment(number, family)],
  'link-local': ({ side }, { family }) =>
    family === 'ipv6'
      ? [{ match: `${side === 'source' ? '-s' : '-d'} fe80::/10` }]
      : notLegalized('fe80::/10 is IPv6'),
  icmp: ({ family, types }) =>
    types.map((type) =>
      family === 'ipv4'
        ? { protocol: 'icmp', match: `-m icmp --icmp-type ${type}` }
        : { protocol: 'ipv6-icmp', match: `-m icmp6 --icmpv6-type ${type}` },
    ),
  mark: ({ mark }) => {
    const mask = hexMask(markField);
    const value = mark === 'any' ? '! --mark 0x0' : `--mark ${hexMask(markBits[mark])}`;
    return [{ match: `-m mark ${value}/${mask}` }];
  },
  // `-p` finds the protocol behind extension headers; the next-header field of the first header (byte 6) does not.
  'extension-headers': ({ transport }, { family, dialect }) => {
    if (family === 'ipv4') return notLegalized('IPv4 has no extension headers');
    const next = `0x4>>0x8&0xff=${protocolNumber[transport]}`;
    const match = dialect.reads === 'bpf' ? bpfMatch([next], true) : `-m u32 ! --u32 "${next}"`;
    return [{ protocol: transport, match }];
  },
};

/** The comparisons, in the match that the host's kernel has. */
const reads = (tests: readonly U32Test[], { dialect }: Place): string =>
  dialect.reads === 'bpf' ? bpfMatch(tests) : u32Match(tests);

export function emitMatch(match: Match, place: Place): readonly Fragment[] {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const emit = emitters[match.kind] as (match: Match, place: Place) => readonly Fragment[];
  return emit(match, place);
}

const AUTHENTICATION_HEADER = 51;

/**
 * `-p 0` is every protocol to iptables, so that one is read in the header (RFC 791: byte 9). ip6tables takes AH for an extension header
 * and compares `-p` with what stands behind it; its own match finds it.
 */
function protocolFragment(number: number, family: Family): Fragment {
  if (number === 0) return { match: u32Match(['0x6&0xff=0x0']) };
  if (number === AUTHENTICATION_HEADER && family === 'ipv6') return { match: '-m ah' };
  return { protocol: String(number), match: '' };
}

/** Networks of a set do not overlap, so a packet meets one line at most. */
function networks(
  { id, addresses }: StaticSet,
  side: Side,
  negate: boolean,
  family: Family,
): readonly Fragment[] {
  if (negate) return notLegalized(`${id} is written into the rules, which cannot say "none of these"`);
  const option = side === 'source' ? '-s' : '-d';
  return [...cidrs(addresses, family)].map((network) => ({ match: `${option} ${network}` }));
}

function portsMatch(transport: Transport, side: Side, ports: readonly PortRange[]): string {
  const texts = ports.map(({ first, last }) => (first === last ? String(first) : `${first}:${last}`));
  const option = side === 'source' ? 'sport' : 'dport';
  return texts.length === 1
    ? `-m ${transport} --${option} ${texts.join()}`
    : `-m multiport --${option}s ${texts.join(',')}`;
}

const statesInOrder: readonly ConntrackState[] = ['invalid', 'new', 'related', 'established', 'untracked'];

function stateTexts(states: readonly ConntrackState[]): string {
  return statesInOrder
    .filter((state) => states.includes(state))
    .join(',')
    .toUpperCase();
}

/** As iptables lists it: `Mon`. */
const dayName = (day: Weekday): string => weekdayNames[day].replace(/^./, (letter) => letter.toUpperCase());
