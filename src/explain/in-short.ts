import type { Found } from '../evaluate/program.js';
import { durationText } from '../net/duration.js';
import { protocolText } from '../net/protocol.js';
import type { PortRange } from '../net/units.js';
import { weekWindowText } from '../net/week.js';
import type { Action } from '../ruleset/action.js';
import type { Match } from '../ruleset/match.js';

const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** A time of milliseconds for people: `180 ms`, `4.2 s`, `2 h`. */
export function spanWords(milliseconds: number): string {
  const [length, unit] = units.find(([one]) => milliseconds >= one) ?? [1, 'ms'];
  const count = milliseconds / length;
  return `${count >= 100 || Number.isInteger(count) ? Math.round(count) : Math.round(count * 10) / 10} ${unit}`;
}

/** What a match found in a table, as words behind it; `undefined` where that says no more than whether it held. */
export function foundWords(found: Found): string | undefined {
  switch (found.kind) {
    case 'bucket':
      return found.tokens === undefined
        ? 'its table is full'
        : `${tokens(found.tokens)} of ${found.burst} left${found.wait > 0 ? `, the next in ${spanWords(found.wait)}` : ''}`;
    case 'bytes':
      return found.left === undefined
        ? 'its table is full'
        : `${Math.floor(found.left)} of ${found.burst} bytes left`;
    case 'window':
      return `${found.counted} of ${found.most} counted`;
    case 'entry':
      return found.left === undefined ? undefined : `for ${spanWords(found.left)} more`;
    case 'connections':
      return `${found.open} open, ${found.most} allowed`;
  }
}

const tokens = (count: number): string => String(Math.floor(count * 10) / 10);

/** A match as a sentence with a question mark would have it: `the source is in blocked`. */
type MatchWords = { readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>) => string };

const wordsOfMatches: MatchWords = {
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
  return (wordsOfMatches[match.kind] as (match: Match) => string)(match);
}

const range = ({ first, last }: PortRange): string => (first === last ? String(first) : `${first}-${last}`);

type ActionWords = { readonly [K in Action['kind']]: (action: Extract<Action, { kind: K }>) => string };

const wordsOfActions: ActionWords = {
  pass: () => 'leaves these rules',
  accept: () => 'accepted',
  drop: () => 'dropped',
  reject: () => 'rejected',
  reset: () => 'reset',
  goto: ({ chain }) => `on in ${chain}`,
  classify: ({ cases, otherwise }) =>
    `on by its first bytes: ${cases.map(({ text, chain }) => `${JSON.stringify(text)} in ${chain}`).join(', ')}, else in ${otherwise}`,
  learn: ({ set, side, timeout, full }) =>
    `the ${side} into ${set} for ${durationText(timeout)}${full === undefined ? '' : `, or on in ${full} where that is full`}`,
  forget: ({ set, side }) => `the ${side} out of ${set}`,
  refill: ({ meter }) => `fills ${meter} again`,
  note: ({ side }) => `the ${side} noted with the rule`,
  count: () => 'counted',
  log: ({ prefix }) => `logged as ${JSON.stringify(prefix)}`,
  untrack: () => 'not tracked by conntrack',
  mark: ({ mark }) => `marked ${mark}`,
};

/** What a rule does with a packet that it is met by. */
export function actionInShort(action: Action): string {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  return (wordsOfActions[action.kind] as (action: Action) => string)(action);
}
