import type { Count } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { ByteLimit, OpenLimit, Policy, Sizes, Strangers } from '../policy/policy.js';
import type { ChainId, MeterId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Chain, LearnedSet, Meter } from '../ruleset/ruleset.js';
import { type Method, methods } from '../sip/signature.js';
import { classify, requestStart, responseStart, startOf } from './classifier.js';
import { address, conntrack, type Present, toPorts, trustedRule } from './entry.js';
import { bucketMeter, byteMeter } from './meters.js';
import { chains, learnedSet, meters, sets, tables } from './names.js';
import { hour, longestBare } from './remember.js';
import { toStrangers } from './strangers-from.js';
import {
  accept,
  chain,
  type Draft,
  draft,
  drop,
  goTo,
  jumpTo,
  type Part,
  part,
  refuseTo,
  reset,
} from './write.js';

const origin: PolicyPath = ['sip', 'strangers', 'bytes'];

/**
 * SIP over TCP and TLS, behind conntrack. A segment is not a message: its borders belong to the sender and, for answers, to
 * the receiver. So nothing here is decided by how many segments there are, and nothing is learned from them; a source has
 * bytes and connections. What is over the bytes is dropped, and TCP sends it again, more slowly: no method is ever refused
 * for good. Only segments of a connection whose handshake is over are counted: a forger never gets there, so that nobody's
 * share can be used up in his name.
 */
export function lowerTcp(policy: Policy, strangers: Strangers, present: Present): Part {
  const { sip, conntrack: tracking } = policy;
  const tracked = tracking.sip === 'tracked';
  const known = (set: typeof sets.known) =>
    draft(set, [address('source', set)], goTo(chains.tcpKnown), ['sip', 'known']);
  const inside = [
    ...(tracked ? beginning(strangers) : []),
    draft('strangers', [], goTo(chains.tcpStrangers), ['sip', 'strangers']),
  ];
  return part({
    chains: [
      chain(chains.tcp, [
        ...trustedRule(present, 'source', accept),
        known(sets.known),
        known(sets.called),
        known(sets.calling),
        draft('proven', [address('source', sets.proven)], goTo(chains.tcpBanned), ['sip', 'bans']),
        draft('subnets', [address('source', sets.subnets)], goTo(chains.tcpBanned), ['sip', 'bans']),
        ...(strangers.from === undefined ? inside : toStrangers('inside', strangers, chains.tcpFrom)),
      ]),
      ...(strangers.from === undefined ? [] : [chain(chains.tcpFrom, inside)]),
      chain(chains.tcpKnown, [
        ...over(
          'source.bytes',
          meters.bytesKnown,
          sip.known.bytes.tcp,
          chains.knownRefused,
          connected(tracked),
        ),
        draft('accept', [], accept, ['sip', 'known']),
      ]),
      chain(chains.tcpBanned, [
        reset('reset', tracked ? [conntrack('established')] : [], ['sip', 'bans']),
        draft('drop', [], drop, ['sip', 'bans']),
      ]),
      ...strangersLane(policy, strangers),
    ],
    sets: openedSet(strangers, sip.sizes),
    meters: metersOf(policy, strangers),
  });
}

/** A SYN, or a segment of a connection that began before the rules: no evidence of anybody yet. */
function beginning({ connections }: Strangers): readonly Draft[] {
  const { perSubnet } = connections;
  const inSubnet: readonly Match[] = [conntrack('new'), { kind: 'connections', table: tables.subnet }];
  const refuse = (path: PolicyPath) =>
    connections.answer === 'reject' ? reset('subnet', inSubnet, path) : draft('subnet', inSubnet, drop, path);
  return [
    ...(perSubnet === undefined ? [] : [refuse(perSubnet.path)]),
    ...again(connections.tcp),
    draft('new', [conntrack('new')], accept, ['sip', 'ports', 'tcp']),
    draft('invalid', [conntrack('invalid')], drop, ['sip', 'ports', 'tcp']),
  ];
}

/** Ethernet. What is longer the network card has merged, and of several segments only the first can be read. */
const fullPacket = 1_500;

function strangersLane(
  { sip, signatures, conntrack: tracking }: Policy,
  strangers: Strangers,
): readonly Chain[] {
  const tracked = tracking.sip === 'tracked';
  const { bytes, connections } = strangers;
  const last = signatures.length > 0 ? goTo(chains.tcpSignatures) : accept;
  const encrypted = { side: 'destination', transport: 'tcp', ports: sip.encrypted.tcp } as const;
  return [
    chain(chains.tcpStrangers, entrance(tracked)),
    chain(chains.tcpConnected, [
      ...(connections.tcp === undefined
        ? []
        : [
            draft('new', [isFresh], jumpTo(chains.tcpNew), connections.tcp.path),
            remembered(connections.tcp),
          ]),
      draft('long', [{ kind: 'longer', bytes: longestBare }], goTo(chains.tcpData), origin),
      draft('bare', [{ kind: 'bare' }], accept, origin),
      draft('short', [], goTo(chains.tcpData), origin),
    ]),
    ...(connections.tcp === undefined ? [] : opening(connections.tcp)),
    chain(chains.tcpData, [
      ...over('source.bytes', meters.bytesTcp, bytes.tcp),
      // Nothing there begins like anything that is known: with the small share forty phones of an office took a minute (measured).
      ...toPorts('encrypted', encrypted, chains.tcpShared, ['sip', 'ports', 'encrypted']),
      draft('merged', [{ kind: 'longer', bytes: fullPacket }], goTo(chains.tcpStray), origin),
      draft('class', [], { ...classify('tcp', cases, chains.tcpStray), lookup: true }, origin),
    ]),
    chain(chains.tcpStray, [
      ...over('source.stray', meters.bytesStray, bytes.stray),
      draft('shared', [], goTo(chains.tcpShared), origin),
    ]),
    chain(chains.tcpShared, [
      ...over('together', meters.bytesTogether, bytes.together),
      draft('next', [], last, origin),
    ]),
  ];
}

/**
 * What may begin a message of a stranger. OPTIONS has the small share of what cannot be read: a scanner that speaks TCP asks
 * with it, and behind another request in the same segment nothing can be seen.
 */
const cases = [
  ...methods.map((method: Method) =>
    startOf(requestStart(method), method === 'OPTIONS' ? chains.tcpStray : chains.tcpShared),
  ),
  startOf(responseStart, chains.tcpShared),
];

/**
 * What only somebody sends who has seen the other side's SYN. A SYN that was forged is answered, and from then on conntrack calls the
 * connection established: a second SYN, a reset, or a segment with any old acknowledgement behind it (half of all numbers are taken for a late
 * one, Linux 6.18) has that state too. With a scanner's name as its data it banned whoever it was said to come from, and it used up his share.
 */
const connected = (tracked: boolean): readonly Match[] => [
  { kind: 'ack' },
  ...(tracked ? [{ kind: 'assured' } as const] : []),
];

/**
 * The rest is no evidence, and no way round the limits: a connection that its owner ends before the handshake is over is never assured,
 * and the server would read what he sends behind that. Of a SYN and of a reset it reads nothing.
 */
const entrance = (tracked: boolean): readonly Draft[] => [
  draft('connected', connected(tracked), goTo(chains.tcpConnected), origin),
  draft('unproven', [{ kind: 'ack' }], drop, origin),
  draft('others', [], accept, origin),
];

const isFresh = { kind: 'address', side: 'source', set: sets.opened, negate: true } as const;

const remembered = ({ path }: OpenLimit): Draft =>
  draft('opened', [], { kind: 'learn', set: sets.opened, side: 'source', timeout: hour }, path);

/**
 * Connections are counted when the first segment behind the handshake comes, by a bucket: Linux 6.18 counts no connection
 * that is already confirmed (`ct count`, connlimit: nothing was ever over), and at the SYN anybody can use up another's
 * share. Refused there, the server has not yet accepted it, and both sides forget it. What the full set does not take is not
 * counted: each segment would be a connection of its own, and nobody who speaks TCP could stay.
 */
const opening = (tcp: OpenLimit): readonly Chain[] => [
  chain(chains.tcpNew, [
    remembered(tcp),
    draft(
      'connections',
      [
        { ...isFresh, negate: false },
        { kind: 'limit', meter: meters.opened },
      ],
      refuseTo(chains.tcpTooMany),
      tcp.path,
    ),
  ]),
  chain(chains.tcpTooMany, [
    draft('forget', [], { kind: 'forget', set: sets.opened, side: 'source' }, tcp.path),
    reset('reset', [], tcp.path),
  ]),
];

function over(
  name: string,
  meter: MeterId,
  limit: ByteLimit | undefined,
  refused: ChainId = chains.tcpRefused,
  first: readonly Match[] = [],
): readonly Draft[] {
  return limit === undefined
    ? []
    : [draft(name, [...first, { kind: 'limit', meter }], refuseTo(refused), limit.path)];
}

/** A port that was used for a connection before is a new one with its next SYN; conntrack calls that new where the old one is over. */
const again = (tcp: OpenLimit | undefined): readonly Draft[] =>
  tcp === undefined
    ? []
    : [
        draft(
          'again',
          [conntrack('new'), { kind: 'syn' }],
          { kind: 'forget', set: sets.opened, side: 'source' },
          tcp.path,
        ),
      ];

/** Of a connection with its port; those of an hour. */
const connectionsPerSource = 2;

const openedSet = ({ connections: { tcp } }: Strangers, sizes: Sizes): readonly LearnedSet[] =>
  tcp === undefined
    ? []
    : [learnedSet('opened', hour, (sizes.sources * connectionsPerSource) as Count, tcp.path, 'port')];

function metersOf({ sip }: Policy, { bytes, connections }: Strangers): readonly Meter[] {
  const { known, sources } = sip.sizes;
  const whenFull = bytes.together === undefined ? 'closed' : 'open';
  const bytesOf = (id: MeterId, limit: ByteLimit | undefined, rest: Parameters<typeof byteMeter>[2]) =>
    limit === undefined ? [] : [byteMeter(id, limit, rest)];
  return [
    ...(connections.tcp === undefined ? [] : [openedMeter(connections.tcp, sources, whenFull)]),
    ...bytesOf(meters.bytesKnown, sip.known.bytes.tcp, { key: 'source', size: known, whenFull: 'closed' }),
    ...bytesOf(meters.bytesTcp, bytes.tcp, { key: 'source', size: sources, whenFull }),
    ...bytesOf(meters.bytesStray, bytes.stray, { key: 'source', size: sources, whenFull }),
    ...bytesOf(meters.bytesTogether, bytes.together, { key: 'all', size: 1 as Count, whenFull: 'closed' }),
  ];
}

/** As many at once as the policy says; as many again in ten minutes, for those that go and come. */
function openedMeter({ most, path }: OpenLimit, size: Count, whenFull: Meter['whenFull']): Meter {
  const rate = { count: Math.ceil(most / 10) as Count, unit: 'minute' } as const;
  const rest = { key: 'source', sense: 'over', size, whenFull, origin: path } as const;
  return bucketMeter(meters.opened, { rate, burst: most }, rest);
}
