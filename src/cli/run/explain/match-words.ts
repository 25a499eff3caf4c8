import { portText } from '../../../net/port.js';
import { protocolText } from '../../../net/protocol.js';
import { weekWindowText } from '../../../net/week.js';
import type { KeepaliveForm, Match, Side } from '../../../ruleset/match.js';
import type { Ruleset } from '../../../ruleset/ruleset.js';
import { meterText, setText, tableText } from './named-things.js';

type Words = {
  readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>, ruleset: Ruleset) => string;
};

const sides: { readonly [S in Side]: string } = { source: 'source', destination: 'destination' };

const keepalives: { readonly [F in KeepaliveForm]: string } = {
  empty: 'the datagram is empty',
  crlf: 'it is a keep-alive: CRLF alone (RFC 5626)',
  'double-crlf': 'it is a keep-alive: CRLF twice (RFC 5626)',
  stun: 'it is STUN (RFC 5389)',
};

const words: Words = {
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
  const say = words[match.kind] as (one: Match, all: Ruleset) => string;
  return say(match, ruleset);
}
