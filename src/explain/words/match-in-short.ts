import { protocolText } from '../../net/protocol.js';
import type { PortRange } from '../../net/units.js';
import { weekWindowText } from '../../net/week.js';
import type { Match } from '../../ruleset/match.js';

/** A match as a sentence with a question mark would have it: `the source is in blocked`. */
type Words = { readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>) => string };

const words: Words = {
  loopback: () => 'over loopback',
  interface: ({ names }) => `in by ${names.join(' or ')}`,
  time: weekWindowText,
  syn: () => 'SYN',
  ack: () => 'ACK, no RST',
  transport: ({ transport }) => `over ${transport.toUpperCase()}`,
  ports: ({ transport, side, ports }) =>
    `${transport.toUpperCase()} ${side} port in ${ports.map(range).join(', ')}`,
  address: ({ side, set, negate }) => `${side} ${negate ? 'not in' : 'in'} ${set}`,
  payload: ({ offset, text, negate }) =>
    `${negate ? 'other than ' : ''}${JSON.stringify(text)} ${offset === 0 ? 'in front' : `at byte ${offset}`}`,
  data: () => 'carries data',
  'tcp-header': ({ bytes }) => `TCP header of ${bytes} bytes`,
  bare: () => 'carries nothing',
  local: () => 'for this host',
  longer: ({ bytes }) => `packet longer than ${bytes} bytes`,
  keepalive: ({ form }) => `keep-alive: ${form}`,
  larger: ({ bytes }) => `larger than ${bytes} bytes`,
  contains: ({ text, negate }) => `contains ${negate ? 'no ' : ''}${JSON.stringify(text)}`,
  limit: ({ meter }) => `limit ${meter}`,
  connections: ({ table }) => `connections of ${table}`,
  conntrack: ({ states, direction }) =>
    `conntrack state ${states.join(' or ')}${direction === undefined ? '' : ', an answer'}`,
  assured: () => 'conntrack saw the handshake',
  protocol: ({ number }) => `IP protocol ${number} (${protocolText(number)})`,
  'link-local': ({ side }) => `${side} in fe80::/10`,
  icmp: ({ family, types }) => `${family === 'ipv4' ? 'ICMP' : 'ICMPv6'} type ${types.join(', ')}`,
  mark: ({ mark }) => `mark ${mark}`,
  'extension-headers': ({ transport }) => `${transport.toUpperCase()} behind IPv6 extension headers`,
};

export function matchInShort(match: Match): string {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  return (words[match.kind] as (match: Match) => string)(match);
}

const range = ({ first, last }: PortRange): string => (first === last ? String(first) : `${first}-${last}`);
