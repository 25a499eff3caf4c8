import { isEmpty } from '../net/address-set.js';
import { byteRateText } from '../net/byte-rate.js';
import { durationText } from '../net/duration.js';
import { portText } from '../net/port.js';
import { protocolText } from '../net/protocol.js';
import { rateText, windowText } from '../net/rate.js';
import { weekWindowText } from '../net/week.js';
import type { MeterId, SetId, TableId } from '../ruleset/ids.js';
import type { KeepaliveForm, Match, Side } from '../ruleset/match.js';
import type { Algorithm, MeterKey, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';

/** `known (learned, at most 16384)`. */
export function setText(id: SetId, { sets }: Ruleset): string {
  const set = sets.find((one) => one.id === id);
  return set === undefined ? id : `${id} (${kindOf(set)})`;
}

function kindOf(set: SetDeclaration): string {
  switch (set.kind) {
    case 'static':
      return isEmpty(set.addresses, 'ipv4') && isEmpty(set.addresses, 'ipv6')
        ? 'nobody'
        : 'as the policy lists them';
    case 'fetched':
      return 'lists that the host fetches by itself; nobody is known here';
    case 'learned':
      return `learned, at most ${set.size}`;
    case 'noted':
      return `the sources that rules refuse, at most ${set.size}`;
    case 'clock':
      return `everybody, for ${durationText(set.lasts)} after the rules were loaded`;
  }
}

const shares: { readonly [K in MeterKey]: string } = {
  source: 'its source',
  port: 'its source and port',
  destination: 'its destination',
  both: 'its source and destination together',
  subnet: 'its subnet (IPv4 /24, IPv6 /48)',
  all: 'all packets together',
};

/** `it is more than 5/s burst 10 of its source (meter strangers.REGISTER)`. */
function meterText(id: MeterId, { meters }: Ruleset): string {
  const meter = meters.find((one) => one.id === id);
  if (meter === undefined) return `the meter ${id}`;
  const is = meter.sense === 'over' ? 'it is more than' : 'it is within';
  return `${is} ${algorithmText(meter.algorithm)} of ${shares[meter.key]} (meter ${id})`;
}

function algorithmText(algorithm: Algorithm): string {
  switch (algorithm.kind) {
    case 'bucket':
      return rateText(algorithm.rate, algorithm.burst);
    case 'bytes':
      return byteRateText(algorithm);
    case 'window':
      return windowText(algorithm);
  }
}

function tableText(id: TableId, { tables }: Ruleset): string {
  const table = tables.find((one) => one.id === id);
  return table === undefined
    ? `the connections ${id}`
    : `more than ${table.most} connections of its ${table.key} are open`;
}

/** One kind of match, where a packet's way is shown line by line, and where one rule is told in a sentence: `it asks for ...`. */
type MatchWords = {
  readonly [K in Match['kind']]: {
    readonly short: (match: Extract<Match, { kind: K }>) => string;
    readonly full: (match: Extract<Match, { kind: K }>, ruleset: Ruleset) => string;
  };
};

const sides: { readonly [S in Side]: string } = { source: 'source', destination: 'destination' };

const keepalives: { readonly [F in KeepaliveForm]: string } = {
  empty: 'the datagram is empty',
  crlf: 'it is a keep-alive: CRLF alone (RFC 5626)',
  'double-crlf': 'it is a keep-alive: CRLF twice (RFC 5626)',
  stun: 'it is STUN (RFC 5389)',
};

const matchWords: MatchWords = {
  loopback: {
    short: () => 'over loopback',
    full: () => 'it goes over loopback',
  },
  interface: {
    short: ({ names }) => `in by ${names.join(' or ')}`,
    full: ({ names }) => `it came in by ${names.join(' or ')}`,
  },
  time: {
    short: weekWindowText,
    full: (window) => `it comes ${weekWindowText(window)}`,
  },
  syn: {
    short: () => 'SYN',
    full: () => 'it asks for a connection (SYN)',
  },
  ack: {
    short: () => 'ACK, no RST',
    full: () => 'it goes on with a connection (ACK, no RST)',
  },
  transport: {
    short: ({ transport }) => `over ${transport.toUpperCase()}`,
    full: ({ transport }) => `it is ${transport.toUpperCase()}`,
  },
  ports: {
    short: ({ transport, side, ports }) =>
      `${transport.toUpperCase()} ${side} port in ${ports.map(portText).join(', ')}`,
    full: ({ transport, side, ports }) =>
      `its ${transport.toUpperCase()} ${sides[side]} port is ${ports.map(portText).join(' or ')}`,
  },
  address: {
    short: ({ side, set, negate }) => `${side} ${negate ? 'not in' : 'in'} ${set}`,
    full: ({ side, set, negate }, ruleset) =>
      `its ${sides[side]} is ${negate ? 'not ' : ''}in ${setText(set, ruleset)}`,
  },
  payload: {
    short: ({ offset, text, negate }) =>
      `${negate ? 'other than ' : ''}${JSON.stringify(text)} ${offset === 0 ? 'in front' : `at byte ${offset}`}`,
    full: ({ transport, offset, text, negate }) =>
      `its ${transport.toUpperCase()} payload has ${negate ? 'something other than ' : ''}${JSON.stringify(text)} at byte ${offset}`,
  },
  data: {
    short: () => 'carries data',
    full: () => 'the segment carries data',
  },
  'tcp-header': {
    short: ({ bytes }) => `TCP header of ${bytes} bytes`,
    full: ({ bytes }) => `its TCP header has ${bytes} bytes`,
  },
  bare: {
    short: () => 'carries nothing',
    full: () => 'the segment carries nothing',
  },
  local: {
    short: ({ negate }) => (negate ? 'for another host' : 'for this host'),
    full: ({ negate }) =>
      negate
        ? 'this host forwards it to another one'
        : 'it is for this host, not for one that it forwards to',
  },
  'way-back': {
    short: () => 'came by the way back to its source',
    full: () => 'it came in by the device to which this host would send what is for its source',
  },
  longer: {
    short: ({ bytes }) => `packet longer than ${bytes} bytes`,
    full: ({ bytes }) => `the whole packet has more than ${bytes} bytes`,
  },
  keepalive: {
    short: ({ form }) => `keep-alive: ${form}`,
    full: ({ form }) => keepalives[form],
  },
  larger: {
    short: ({ bytes }) => `larger than ${bytes} bytes`,
    full: ({ bytes }) => `its payload has more than ${bytes} bytes, or its length is a lie`,
  },
  contains: {
    short: ({ text, negate }) => `contains ${negate ? 'no ' : ''}${JSON.stringify(text)}`,
    full: ({ text, negate }) =>
      `${JSON.stringify(text)} is ${negate ? 'nowhere' : 'somewhere'} in it, in capitals or not`,
  },
  limit: {
    short: ({ meter }) => `limit ${meter}`,
    full: ({ meter }, ruleset) => meterText(meter, ruleset),
  },
  connections: {
    short: ({ table }) => `connections of ${table}`,
    full: ({ table }, ruleset) => tableText(table, ruleset),
  },
  conntrack: {
    short: ({ states, direction }) =>
      `conntrack state ${states.join(' or ')}${direction === undefined ? '' : ', an answer'}`,
    full: ({ states, direction }) =>
      `conntrack calls it ${states.join(' or ')}${direction === undefined ? '' : ', of a flow that this host began'}`,
  },
  assured: {
    short: () => 'conntrack saw the handshake',
    full: () => 'conntrack has seen its handshake whole',
  },
  protocol: {
    short: ({ number }) => `IP protocol ${number} (${protocolText(number)})`,
    full: ({ number }) => `it is ${protocolText(number).toUpperCase()} (IP protocol ${number})`,
  },
  'link-local': {
    short: ({ side }) => `${side} in fe80::/10`,
    full: ({ side }) => `its ${side} is an address of the link (fe80::/10)`,
  },
  icmp: {
    short: ({ family, types }) => `${family === 'ipv4' ? 'ICMP' : 'ICMPv6'} type ${types.join(', ')}`,
    full: ({ family, types }) => `it is ${family === 'ipv4' ? 'ICMP' : 'ICMPv6'} of type ${types.join(', ')}`,
  },
  mark: {
    short: ({ mark }) => `mark ${mark}`,
    full: ({ mark }) => `it bears the mark "${mark}" of the search for signatures`,
  },
  'extension-headers': {
    short: ({ transport }) => `${transport.toUpperCase()} behind IPv6 extension headers`,
    full: ({ transport }) => `it is ${transport.toUpperCase()} behind IPv6 extension headers`,
  },
};

/** `source in known`: what a match asks, where a line stands for each. */
export function matchInShort<K extends Match['kind']>(match: Extract<Match, { kind: K }>): string {
  const { short } = matchWords[match.kind] as { readonly short: (one: Match) => string };
  return short(match);
}

/** `its source is in known (learned, at most 16384)`: what a rule asks of a packet, as a sentence. */
export function matchInFull<K extends Match['kind']>(
  match: Extract<Match, { kind: K }>,
  ruleset: Ruleset,
): string {
  const { full } = matchWords[match.kind] as { readonly full: (one: Match, all: Ruleset) => string };
  return full(match, ruleset);
}
