import type { PortRange } from '../../net/units.js';
import type { Match, Side } from '../../ruleset/match.js';
import { concrete } from '../family.js';
import { hexMask, markBits, markField } from '../mark.js';
import { notLegalized } from '../not-legalized.js';
import { addressExpression, addressKey } from './address.js';
import { identifier } from './identifier.js';
import { keepaliveForms } from './keepalive.js';
import { limitMatch } from './limit.js';
import { payloadComparisons, payloadExpression } from './payload.js';
import { guarded, type Place } from './place.js';

/** The words for a match. Several texts are alternatives that exclude each other, each for a line of its own. */
type MatchEmitters = {
  readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>, place: Place) => readonly string[];
};

/** What one word of u32 holds, and one comparison of nft: several would be joined by "or". */
const BYTES_TO_NEGATE = 4;

const portField: { readonly [S in Side]: string } = { source: 'sport', destination: 'dport' };

const emitters: MatchEmitters = {
  loopback: (_, { hooks }) => [
    ...(hooks.has('prerouting') || hooks.has('searched') || hooks.has('input') ? ['iif "lo"'] : []),
    ...(hooks.has('output') ? ['oif "lo"'] : []),
  ],
  transport: ({ transport }, place) => [place.transport === transport ? '' : `meta l4proto ${transport}`],
  ports: ({ transport, side, ports }) => [`${transport} ${portField[side]} ${oneOf(ports.map(portText))}`],
  address: ({ side, set, negate }, { find }) => {
    const { id, name, kind, family } = find.set(set);
    const width = kind === 'learned' ? 'source' : 'full';
    const address = addressExpression(concrete(family, id), side, width);
    return [`${address} ${negate ? '!= ' : ''}@${identifier(name)}`];
  },
  payload: ({ transport, offset, text, negate = false }, place) => {
    if (negate && text.length > BYTES_TO_NEGATE) return notLegalized(`not ${JSON.stringify(text)}`);
    return [guarded(transport, place, payloadComparisons(transport, offset, text, negate))];
  },
  // True of every byte: the comparison fails only where there is none. nft leaves out what compares nothing.
  data: (_, place) => [guarded('tcp', place, `${payloadExpression('tcp', 0, 1)} >= 0x0`)],
  keepalive: ({ form }, place) => [
    form === 'stun' ? guarded('udp', place, keepaliveForms.stun) : keepaliveForms[form],
  ],
  larger: ({ bytes }) => [`udp length != 8-${bytes + 8}`],
  contains: ({ text }) => notLegalized(`nft cannot search for ${JSON.stringify(text)}`),
  limit: ({ meter }, { find }) => [limitMatch(find.meter(meter))],
  connections: ({ table }, { find }) => {
    const { id, name, family, key, most } = find.table(table);
    const { expression } = addressKey(concrete(family, id), key);
    return [`add @${identifier(name)} { ${expression} ct count over ${most} }`];
  },
  conntrack: ({ states }) => [`ct state ${states.join(',')}`],
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
