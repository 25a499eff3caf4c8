import { isEmpty } from '../../../net/address-set.js';
import { byteRateText } from '../../../net/byte-rate.js';
import { durationText } from '../../../net/duration.js';
import { portText } from '../../../net/port.js';
import { protocolText } from '../../../net/protocol.js';
import { rateText, windowText } from '../../../net/rate.js';
import { weekWindowText } from '../../../net/week.js';
import type { MeterId, SetId, TableId } from '../../../ruleset/ids.js';
import type { KeepaliveForm, Match, Side } from '../../../ruleset/match.js';
import type { Action, Algorithm, MeterKey, Ruleset, SetDeclaration } from '../../../ruleset/ruleset.js';

/** `known (learned, at most 16384)`. */
function setText(id: SetId, { sets }: Ruleset): string {
  const set = sets.find((one) => one.id === id);
  return set === undefined ? id : `${id} (${kindOf(set)})`;
}

function kindOf(set: SetDeclaration): string {
  switch (set.kind) {
    case 'static':
      return isEmpty(set.addresses, 'ipv4') && isEmpty(set.addresses, 'ipv6')
        ? 'nobody'
        : 'as the policy lists them';
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

type MatchWords = {
  readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>, ruleset: Ruleset) => string;
};

const sides: { readonly [S in Side]: string } = { source: 'source', destination: 'destination' };

const keepalives: { readonly [F in KeepaliveForm]: string } = {
  empty: 'the datagram is empty',
  crlf: 'it is a keep-alive: CRLF alone (RFC 5626)',
  'double-crlf': 'it is a keep-alive: CRLF twice (RFC 5626)',
  stun: 'it is STUN (RFC 5389)',
};

const wordsOfMatches: MatchWords = {
  loopback: () => 'it goes over loopback',
  interface: ({ names }) => `it came in by ${names.join(' or ')}`,
  time: (window) => `it comes ${weekWindowText(window)}`,
  syn: () => 'it asks for a connection (SYN)',
  ack: () => 'it goes on with a connection (ACK, no RST)',
  transport: ({ transport }) => `it is ${transport.toUpperCase()}`,
  ports: ({ transport, side, ports }) =>
    `its ${transport.toUpperCase()} ${sides[side]} port is ${ports.map(portText).join(' or ')}`,
  address: ({ side, set, negate }, ruleset) =>
    `its ${sides[side]} is ${negate ? 'not ' : ''}in ${setText(set, ruleset)}`,
  payload: ({ transport, offset, text, negate }) =>
    `its ${transport.toUpperCase()} payload has ${negate ? 'something other than ' : ''}${JSON.stringify(text)} at byte ${offset}`,
  data: () => 'the segment carries data',
  'tcp-header': ({ bytes }) => `its TCP header has ${bytes} bytes`,
  bare: () => 'the segment carries nothing',
  local: () => 'it is for this host, not for one that it forwards to',
  longer: ({ bytes }) => `the whole packet has more than ${bytes} bytes`,
  keepalive: ({ form }) => keepalives[form],
  larger: ({ bytes }) => `its payload has more than ${bytes} bytes, or its length is a lie`,
  contains: ({ text, negate }) =>
    `${JSON.stringify(text)} is ${negate ? 'nowhere' : 'somewhere'} in it, in capitals or not`,
  limit: ({ meter }, ruleset) => meterText(meter, ruleset),
  connections: ({ table }, ruleset) => tableText(table, ruleset),
  conntrack: ({ states, direction }) =>
    `conntrack calls it ${states.join(' or ')}${direction === undefined ? '' : ', of a flow that this host began'}`,
  assured: () => 'conntrack has seen its handshake whole',
  protocol: ({ number }) => `it is ${protocolText(number).toUpperCase()} (IP protocol ${number})`,
  'link-local': ({ side }) => `its ${side} is an address of the link (fe80::/10)`,
  icmp: ({ family, types }) => `it is ${family === 'ipv4' ? 'ICMP' : 'ICMPv6'} of type ${types.join(', ')}`,
  mark: ({ mark }) => `it bears the mark "${mark}" of the search for signatures`,
  'extension-headers': ({ transport }) => `it is ${transport.toUpperCase()} behind IPv6 extension headers`,
};

/** What a rule asks of a packet, in words. */
export function matchWords<K extends Match['kind']>(
  match: Extract<Match, { kind: K }>,
  ruleset: Ruleset,
): string {
  const say = wordsOfMatches[match.kind] as (one: Match, all: Ruleset) => string;
  return say(match, ruleset);
}

type ActionWords = {
  readonly [K in Action['kind']]: (action: Extract<Action, { kind: K }>, ruleset: Ruleset) => string;
};

const goesOn = 'and goes on with the next rule';

const wordsOfActions: ActionWords = {
  pass: () => "leaves vosguard's rules; the host's other rules may still say no",
  accept: () => 'accepts the packet',
  drop: () => 'drops the packet',
  reject: () => 'drops the packet and tells its sender so (ICMP)',
  reset: () => 'ends the TCP connection: its sender gets a reset',
  goto: ({ chain }) => `goes on in chain ${chain}`,
  classify: ({ cases, otherwise }) =>
    `goes on by the first bytes: ${cases.map(({ text, chain }) => `${JSON.stringify(text)} in ${chain}`).join(', ')}; everything else in ${otherwise}`,
  learn: ({ set, side, timeout, full }, ruleset) =>
    `puts the ${side} into ${setText(set, ruleset)} for ${durationText(timeout)}, ${full === undefined ? goesOn : `${goesOn}, or in chain ${full} where the set is full`}`,
  forget: ({ set, side }, ruleset) => `takes the ${side} out of ${setText(set, ruleset)}, ${goesOn}`,
  refill: ({ meter }) => `forgets what ${meter} has counted of it, ${goesOn}`,
  note: ({ side }, _) => `notes the ${side} with the rule that refused it, for vosguard status, ${goesOn}`,
  count: () => `counts it, ${goesOn}`,
  log: ({ prefix }) =>
    `writes a line to the kernel's log that begins with ${JSON.stringify(prefix)}, ${goesOn}`,
  untrack: () => `keeps the packet out of conntrack, ${goesOn}`,
  mark: ({ mark }) =>
    `${mark === 'none' ? 'takes the mark of the search off' : `marks it as "${mark}"`}, ${goesOn}`,
};

/** What a rule does with a packet, in words. */
export function actionWords(action: Action, ruleset: Ruleset): string {
  const say = wordsOfActions[action.kind] as (one: Action, all: Ruleset) => string;
  return say(action, ruleset);
}
