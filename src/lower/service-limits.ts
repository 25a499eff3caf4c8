import type { Count, Milliseconds } from '../net/units.js';
import type { Policy, Service, ServiceRate } from '../policy/policy.js';
import { type ChainId, chainId, meterId, setId, tableId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Chain, ConnectionTable, Holding, LearnedSet, Meter } from '../ruleset/ruleset.js';
import { conntrack } from './entry.js';
import { bucketMeter } from './meters.js';
import { chains } from './names.js';
import { ending, logDrafts } from './refuse.js';
import { type Opening, openingsOf, whereOf } from './service-openings.js';
import { accept, chain, type Draft, draft, goTo, join, type Part, part, refuseTo, reset } from './write.js';

/** How long a connection may take from its last SYN to its first other segment. */
const handshake = 10_000 as Milliseconds;
/** Longer, so that whoever has been counted is still known as such when his SYN is forgotten. */
const counted = 20_000 as Milliseconds;
/** HASHLIMIT_MAX_SIZE in xt_hashlimit.c. */
const longestHashlimit = 1_048_576;

const id = ({ name }: Service, what: string) => `service.${name}.${what}`;
const limitMeter = (service: Service) => meterId(id(service, 'limit'));
const packetsMeter = (service: Service) => meterId(id(service, 'packets'));
const setOf = (service: Service, what: 'seen' | 'sending' | 'asking' | 'begun') => setId(id(service, what));

/** Whether the rules of this opening stand before `established`. */
export const countsBegun = ({ limit }: Service, what: Opening['what']): boolean =>
  what === 'tcp' && limit !== undefined;

/** Where what may come in is counted; `undefined` where nothing is. */
export function serviceChain(service: Service, what: Opening['what']): ChainId | undefined {
  const counts = service.limit !== undefined || (service.connections !== undefined && hasConnections(what));
  return counts ? chainId(id(service, what)) : undefined;
}

/** Conntrack makes an entry of everything; of a ping and of what has no ports it is no connection. */
const hasConnections = (what: Opening['what']): boolean => what === 'udp' || what === 'tcp';

/** Before `established`: every packet of a source, in the order in which it comes. */
export function packetDrafts(service: Service): readonly Draft[] {
  const { packets, name } = service;
  if (packets === undefined) return [];
  return openingsOf(service).flatMap(({ what, match, family }) => {
    const asked = [match, ...whereOf(service)];
    return guarded(service, 'sending', packetsMeter(service), packets).map(
      ({ suffix, matches, ...rest }) => ({
        ...rest,
        suffix: `service.${name}.${what}.packets${suffix}`,
        matches: [...asked, ...matches],
        family,
      }),
    );
  });
}

/**
 * A limit that forged sources cannot turn against others: only whom a set has taken in is counted, and the set is smaller than
 * the table of the counts, which therefore is never full. xt_hashlimit drops whom it finds no room for.
 */
function guarded(
  service: Service,
  what: 'seen' | 'sending',
  meter: ReturnType<typeof meterId>,
  counts: ServiceRate,
): readonly Draft[] {
  const { path } = counts;
  const set = setOf(service, what);
  const timeout = guardTime(counts);
  const inSet: Match = { kind: 'address', side: 'source', set, negate: false };
  return [
    draft('.source', [], { kind: 'learn', set, side: 'source', timeout }, path),
    draft('', [inSet, { kind: 'limit', meter }], refuseTo(chains.servicesRefused), path),
  ];
}

/** As long as its bucket, and longer. */
const guardTime = (rate: ServiceRate): Milliseconds =>
  (rateMeter(meterId('service'), rate, 1 as Count).expire + handshake) as Milliseconds;

function guardSet(service: Service, what: 'seen' | 'sending', rate: ServiceRate, size: Count): LearnedSet {
  const kept = { timeout: guardTime(rate), key: 'source', size } as const;
  return serviceSetOf(setOf(service, what), 'counted', kept, rate.path);
}

function serviceSetOf(
  set: LearnedSet['id'],
  holds: Holding,
  kept: Pick<LearnedSet, 'timeout' | 'key' | 'size'>,
  origin: LearnedSet['origin'],
): LearnedSet {
  return { kind: 'learned', id: set, name: set, family: 'any', holds, ...kept, origin };
}

/** `either`: it is never full. */
function rateMeter(meter: Meter['id'], { rate, burst, path }: ServiceRate, sources: Count): Meter {
  const size = Math.min(longestHashlimit, sources * 2) as Count;
  return bucketMeter(
    meter,
    { rate, burst },
    { key: 'source', sense: 'over', size, whenFull: 'either', origin: path },
  );
}

/** The chains, sets, meters and tables of all services that count. */
export function lowerServiceLimits({
  services,
  logging,
  sip,
}: Pick<Policy, 'services' | 'logging' | 'sip'>): Part {
  const parts = services.map((service) => ofService(service, sip.sizes.sources));
  const refuses = services.some(({ limit, connections, packets }) => limit ?? connections ?? packets);
  const ends = refuses
    ? [
        chain(chains.servicesRefused, ending('service', logging, ['services'])),
        chain(chains.servicesReset, [...logDrafts('service', logging), reset('reset', [], ['services'])]),
      ]
    : [];
  return join([...parts, part({ chains: ends })]);
}

function ofService(service: Service, sources: Count): Part {
  const ofPorts = (timeout: Milliseconds) => ({ timeout, key: 'port', size: sources }) as const;
  const { limit, connections, packets } = service;
  const all = openingsOf(service).flatMap(({ what }) => {
    const own = serviceChain(service, what);
    return own === undefined ? [] : [{ what, own }];
  });
  const begins = all.some(({ what }) => countsBegun(service, what));
  const others = limit !== undefined && all.some(({ what }) => !countsBegun(service, what));
  return part({
    chains: all.flatMap(({ what, own }) =>
      countsBegun(service, what) ? tcpChains(service, own) : [flowChain(service, own, what)],
    ),
    sets: [
      ...(limit !== undefined && begins
        ? [
            serviceSetOf(setOf(service, 'asking'), 'asking', ofPorts(handshake), limit.path),
            serviceSetOf(setOf(service, 'begun'), 'begun', ofPorts(counted), limit.path),
          ]
        : []),
      ...(limit !== undefined && others ? [guardSet(service, 'seen', limit, sources)] : []),
      ...(packets === undefined ? [] : [guardSet(service, 'sending', packets, sources)]),
    ],
    meters: [
      ...(limit === undefined ? [] : [rateMeter(limitMeter(service), limit, sources)]),
      ...(packets === undefined ? [] : [rateMeter(packetsMeter(service), packets, sources)]),
    ],
    tables: connections === undefined ? [] : [tableOf(service, connections, sources)],
  });
}

function tableOf(
  service: Service,
  { most, path }: NonNullable<Service['connections']>,
  size: Count,
): ConnectionTable {
  const table = tableId(id(service, 'connections'));
  return { id: table, name: table, family: 'any', key: 'source', most, size, origin: path };
}

/** New flows only: what is open already was counted when it opened. */
function openDrafts(service: Service): readonly Draft[] {
  const { connections } = service;
  if (connections === undefined) return [];
  const over: Match = { kind: 'connections', table: tableId(id(service, 'connections')) };
  return [draft('connections', [conntrack('new'), over], refuseTo(chains.servicesRefused), connections.path)];
}

function flowChain(service: Service, own: ChainId, what: Opening['what']): Chain {
  const { limit } = service;
  return chain(own, [
    ...(hasConnections(what) ? openDrafts(service) : []),
    ...(limit === undefined
      ? []
      : guarded(service, 'seen', limitMeter(service), limit).map((one) => ({
          ...one,
          suffix: `limit${one.suffix}`,
        }))),
    draft('accept', [], accept, service.path),
  ]);
}

/**
 * A SYN is written down with its port. The first segment behind the whole handshake charges the bucket: a forger
 * never gets there, so nobody's share can be used up in his name; the reset with which the owner of the address answers what he has not
 * asked for is not counted (seen: forty forged SYNs, and he was refused). Connections from before the rules were loaded have
 * no SYN that was written down, and are not counted.
 */
function tcpChains(service: Service, own: ChainId): readonly Chain[] {
  const { path } = service;
  const begins = chainId(`${own}.new`);
  const first = chainId(`${own}.first`);
  const limitPath = service.limit?.path ?? path;
  const [asking, begun] = [setOf(service, 'asking'), setOf(service, 'begun')];
  const learn = (set: typeof asking, timeout: Milliseconds) =>
    ({ kind: 'learn', set, side: 'source', timeout }) as const;
  const has = (set: typeof asking, negate = false): Match => ({
    kind: 'address',
    side: 'source',
    set,
    negate,
  });
  return [
    chain(own, [
      draft('new', [conntrack('new')], goTo(begins), path),
      draft('invalid', [conntrack('invalid')], refuseTo(chains.servicesRefused), path),
      draft('first', [{ kind: 'ack' }, { kind: 'assured' }, has(asking)], goTo(first), limitPath),
      // Whoever ends a connection before its handshake is over is never counted by it, and what he sends behind that would be read.
      draft('unproven', [{ kind: 'ack' }, has(asking)], refuseTo(chains.servicesRefused), limitPath),
      draft('accept', [], accept, path),
    ]),
    chain(begins, [
      ...openDrafts(service),
      // A segment of a connection that conntrack takes up in the middle is no beginning (nf_conntrack_tcp_loose).
      draft('asking', [{ kind: 'syn' }], learn(asking, handshake), limitPath),
      draft('again', [{ kind: 'syn' }], { kind: 'forget', set: begun, side: 'source' }, limitPath),
      draft('accept', [], accept, path),
    ]),
    chain(first, [
      draft(
        'limit',
        [has(begun, true), { kind: 'limit', meter: limitMeter(service) }],
        refuseTo(chains.servicesReset),
        limitPath,
      ),
      draft('begun', [], learn(begun, counted), limitPath),
      draft('accept', [], accept, path),
    ]),
  ];
}
