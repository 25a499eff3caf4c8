import type { PortRange } from '../../net/units.js';
import { isWholeDay } from '../../net/week.js';
import { bareHeaders, type Match, type Side } from '../../ruleset/match.js';
import { concrete, ipHeader, notLegalized } from '../not-legalized.js';
import { hexMask, markBits, markField } from '../numbers.js';
import { addressKey, keepaliveForms, payloadComparisons, payloadExpression } from './fields.js';
import { guarded, type Place } from './place.js';
import { limitMatch, setKey } from './sets.js';
import { identifier } from './spelling.js';

/** The words for a match. Several texts are alternatives that exclude each other, each for a line of its own. */
type MatchEmitters = {
  readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>, place: Place) => readonly string[];
};

/** What one word of u32 holds, and one comparison of nft: several would be joined by "or". */
const BYTES_TO_NEGATE = 4;

/** RFC 9293 3.1: the length of the header is told in words. */
const BYTES_OF_OFFSET = 4;

const portField: { readonly [S in Side]: string } = { source: 'sport', destination: 'dport' };

const emitters: MatchEmitters = {
  loopback: (_, { hooks }) => [
    ...(hooks.has('prerouting') || hooks.has('searched') || hooks.has('input') ? ['iif "lo"'] : []),
    ...(hooks.has('output') ? ['oif "lo"'] : []),
  ],
  // One line each: old nft takes a name with `*` alone, and not into a set.
  interface: ({ names }) => names.map((name) => `iifname "${name}"`),
  // In seconds, which nft takes for UTC; hours as text it would read by the time zone of whoever loads the file.
  time: ({ days, first, last }) => [
    [
      ...(days.length === 7 ? [] : [`meta day ${oneOf(days.map(String))}`]),
      ...(isWholeDay({ first, last }) ? [] : [`meta hour ${first}-${last}`]),
    ].join(' '),
  ],
  syn: () => ['tcp flags & (fin | syn | rst | ack) == syn'],
  ack: () => ['tcp flags & (syn | rst | ack) == ack'],
  transport: ({ transport }, place) => [place.transport === transport ? '' : `meta l4proto ${transport}`],
  ports: ({ transport, side, ports }) => [`${transport} ${portField[side]} ${oneOf(ports.map(portText))}`],
  address: ({ side, set, negate }, { find }) => {
    const declared = find.set(set);
    const { expression } = setKey(declared, side);
    return [`${expression} ${negate ? '!= ' : ''}@${identifier(declared.name)}`];
  },
  payload: ({ transport, offset, text, header, negate = false }, place) => {
    if (negate && text.length > BYTES_TO_NEGATE) return notLegalized(`not ${JSON.stringify(text)}`);
    return [guarded(transport, place, payloadComparisons(transport, offset, text, { negate, header }))];
  },
  // True of every byte: the comparison fails only where there is none. nft leaves out what compares nothing.
  data: ({ header }, place) => [guarded('tcp', place, `${payloadExpression('tcp', 0, 1, header)} >= 0x0`)],
  bare: (_, { family }) => {
    const ip = ipHeader[concrete(family, 'a segment without data')];
    return bareHeaders.map((bytes) => `tcp doff ${bytes / BYTES_OF_OFFSET} meta length ${ip + bytes}`);
  },
  'tcp-header': ({ bytes }) => [`tcp doff ${bytes / BYTES_OF_OFFSET}`],
  keepalive: ({ form }, place) => [
    form === 'stun' ? guarded('udp', place, keepaliveForms.stun) : keepaliveForms[form],
  ],
  larger: ({ bytes }) => [`udp length != 8-${bytes + 8}`],
  longer: ({ bytes }) => [`meta length > ${bytes}`],
  local: ({ negate }) => [`fib daddr type ${negate ? '!= ' : ''}{ local, broadcast, multicast }`],
  'way-back': () => ['fib saddr . iif oif exists'],
  contains: ({ text }) => notLegalized(`nft cannot search for ${JSON.stringify(text)}`),
  limit: ({ meter }, { find }) => [limitMatch(find.meter(meter))],
  connections: ({ table }, { find }) => {
    const { id, name, family, key, most } = find.table(table);
    const { expression } = addressKey(concrete(family, id), key);
    return [`add @${identifier(name)} { ${expression} ct count over ${most} }`];
  },
  conntrack: ({ states, direction }) => [
    `ct state ${states.join(',')}${direction === undefined ? '' : ` ct direction ${direction}`}`,
  ],
  assured: () => ['ct status assured'],
  // Unlike the first header's field, this is what stands behind extension headers.
  protocol: ({ number }) => [`meta l4proto ${number}`],
  'link-local': ({ side }) => [`ip6 ${side === 'source' ? 'saddr' : 'daddr'} fe80::/10`],
  icmp: ({ family, types }) => [`${family === 'ipv4' ? 'icmp' : 'icmpv6'} type ${oneOf(types.map(String))}`],
  mark: ({ mark }) => [
    `meta mark & ${hexMask(markField)} ${mark === 'any' ? '!= 0x0' : `== ${hexMask(markBits[mark])}`}`,
  ],
  'extension-headers': () => notLegalized('nft follows IPv6 extension headers by itself'),
};

export function emitMatch(match: Match, place: Place): readonly string[] {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const emit = emitters[match.kind] as (match: Match, place: Place) => readonly string[];
  return emit(match, place);
}

function portText({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function oneOf(texts: readonly string[]): string {
  return texts.length === 1 ? texts.join() : `{ ${texts.join(', ')} }`;
}
