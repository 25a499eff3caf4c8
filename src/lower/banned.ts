import type { Count, Milliseconds } from '../net/units.js';
import { wholeSources } from '../net/whole-sources.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limit, Policy, Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Side } from '../ruleset/match.js';
import type { Action, Chain, LearnedSet, RuleFamily } from '../ruleset/ruleset.js';
import { requestStart } from './classifier.js';
import { address } from './entry.js';
import { byHand, learnedSet } from './learned-set.js';
import { bucketMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { chain, type Draft, draft, drop, goTo, type Part, part, shortcut } from './write.js';

const origin: PolicyPath = ['sip', 'bans'];

/** No two methods begin with the same four bytes. */
const methodBytes = 4;

/** A REGISTER, the challenge, and the REGISTER with credentials: what a phone needs to leave a ban that was forged in its name. */
const parole = { rate: { count: 12 as Count, unit: 'minute' }, burst: 2 as Count } as const;

/**
 * TCP and TLS are let in by the segment: handshake, two requests, what acknowledges their answers. A REGISTER cannot be
 * told before it, and whoever answers a handshake has not forged his address.
 */
const paroleTcp = { rate: { count: 30 as Count, unit: 'minute' }, burst: 12 as Count } as const;

/** A ban stops strangers only: whom the switch itself called keeps its lane, since anybody can forge a trunk's address. */
export const bannedDrop: Draft = draft('banned', [address('source', sets.banned)], drop, origin);

export const toBanned = (target: ChainId): Draft =>
  draft('banned', [address('source', sets.banned)], goTo(target), origin);

/**
 * What a ban refuses in the end, refused before anything else is asked: the cheapest drop there is. `banned` holds nobody
 * who is trusted, known or called, as no rule adds one and whoever becomes one is taken out; for IPv6 that is so only where
 * no trusted network is a part of a /64, since a /64 is banned as a whole. A packet too short for a method goes the long way.
 */
export function earlyDrops(
  { sip, trusted }: Pick<Policy, 'sip' | 'trusted'>,
  first: readonly Match[],
): readonly Draft[] {
  const { strangers } = sip;
  if (strangers === 'deny') return [];
  const family: RuleFamily = wholeSources(trusted.set) ? 'any' : 'ipv4';
  const early = (name: string, matches: readonly Match[], set: typeof sets.banned) =>
    shortcut(draft(name, [...first, ...matches, address('source', set)], drop, origin, family));
  if (strangers.limits.get('REGISTER')?.kind === 'drop') return [early('banned.early', [], sets.banned)];
  const register = requestStart('REGISTER').slice(0, methodBytes);
  const start = { kind: 'payload', transport: 'udp', offset: 0, text: register } as const;
  return [
    early('banned.early', [{ ...start, negate: true }], sets.banned),
    early('banned.REGISTER', [start], sets.paroled),
  ];
}

/** A ban, for as long as the policy says. Whom the switch itself called is not banned: anybody can forge a trunk's address. */
export function banDrafts(
  side: Side,
  timeout: Milliseconds,
  path: PolicyPath,
  unless: Action,
): readonly Draft[] {
  const learn = (set: typeof sets.banned) => ({ kind: 'learn', set, side, timeout }) as const;
  return [
    draft('called', [address(side, sets.called)], unless, path),
    draft('learn', [], learn(sets.banned), path),
    shortcut(draft('learn.parole', [], learn(sets.paroled), path)),
  ];
}

/** The end of a ban before its time. */
export const pardon: readonly Draft[] = [
  draft('pardon', [], { kind: 'forget', set: sets.banned, side: 'destination' }, origin),
  shortcut(draft('pardon.parole', [], { kind: 'forget', set: sets.paroled, side: 'destination' }, origin)),
];

/**
 * Wider than the parole, which is counted once more on the long way: the packets that ban are charged too (seen on 6.18: with
 * a burst of 2, the second REGISTER of a phone was refused).
 */
const spares = { ...parole, burst: 4 as Count };

/** The sets of bans. */
export const banSets = (size: Sizes['banned']): readonly LearnedSet[] => [
  learnedSet(sets.banned, byHand, size, origin),
  { ...learnedSet(sets.paroled, byHand, size, origin), spares },
];

/** Where a banned source goes: a trickle on to the strangers' lane, the rest nowhere. */
export function lowerBanned(
  register: ChainId,
  registers: Limit | undefined,
  sizes: Sizes,
  encrypted: boolean,
): Part {
  const begins: Match = { kind: 'payload', transport: 'udp', offset: 0, text: requestStart('REGISTER') };
  const within = (meter: typeof meters.parole): Match => ({ kind: 'limit', meter });
  const udp =
    registers?.kind === 'drop'
      ? []
      : [draft('parole', [begins, within(meters.parole)], goTo(register), origin)];
  const tcp: readonly Match[] = [{ kind: 'transport', transport: 'tcp' }, within(meters.paroleTcp)];
  const meter = (id: typeof meters.parole, bucket: typeof parole | typeof paroleTcp) =>
    bucketMeter(id, bucket, {
      key: 'source',
      sense: 'within',
      size: sizes.banned,
      whenFull: 'closed',
      origin,
    });
  return part({
    chains: [
      ending(chains.bannedUdp, udp),
      ending(chains.bannedTcp, [draft('parole', [within(meters.paroleTcp)], goTo(chains.segments), origin)]),
      ...(encrypted
        ? [ending(chains.bannedEncrypted, [draft('parole', tcp, goTo(chains.encryptedStrangers), origin)])]
        : []),
    ],
    meters: [meter(meters.parole, parole), meter(meters.paroleTcp, paroleTcp)],
  });
}

const ending = (id: ChainId, first: readonly Draft[]): Chain =>
  chain(id, [...first, draft('drop', [], drop, origin)]);
