import { wholeSources } from '../net/cidrs.js';
import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { BanAgain, Bans, Policy, Sizes, Strangers } from '../policy/policy.js';
import { switchLists } from '../policy/sources.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match, Side } from '../ruleset/match.js';
import type { Action, Chain, LearnedSet, RuleFamily } from '../ruleset/ruleset.js';
import { blockedRule } from './blocked.js';
import { requestStart } from './classifier.js';
import { address, type Present } from './entry.js';
import { bucketMeter } from './meters.js';
import { byHand, chains, learnedSet, meters, returnedSet, sets } from './names.js';
import { chain, type Draft, draft, drop, goTo, type Part, part, shortcut } from './write.js';

const origin: PolicyPath = ['sip', 'bans'];

/** No two methods begin with the same four bytes. */
const firstOfRegister = requestStart('REGISTER').slice(0, 4);

/** A REGISTER, the challenge, and the REGISTER with credentials: what a phone needs to leave a ban that was forged in its name. */
const parole = { rate: { count: 12 as Count, unit: 'minute' }, burst: 2 as Count } as const;

/** A ban stops strangers only: whom the switch itself called keeps its lane, since anybody can forge a trunk's address. */
export const bannedDrop: Draft = draft('banned', [address('source', sets.banned)], drop, origin);

/** What a connection showed holds for datagrams too, without a trickle; so does what an operator has said of a subnet. */
export const provenDrops: readonly Draft[] = [
  draft('proven', [address('source', sets.proven)], drop, origin),
  draft('subnets', [address('source', sets.subnets)], drop, origin),
];

export const toBanned = (target: ChainId): Draft =>
  draft('banned', [address('source', sets.banned)], goTo(target), origin);

/**
 * Where the datagrams of a banned source go: a trickle on to the strangers' lane, the rest nowhere. Encrypted ones have no
 * trickle: no REGISTER can be told.
 */
export function lowerBanned(
  register: ChainId,
  { limits }: Strangers,
  sizes: Sizes,
  { encrypted, present }: { readonly encrypted: boolean; readonly present: Present },
): Part {
  const begins: Match = { kind: 'payload', transport: 'udp', offset: 0, text: requestStart('REGISTER') };
  const within = (meter: typeof meters.parole): Match => ({ kind: 'limit', meter });
  // Where a ban is asked for before the list of the blocked, and before what else has no trickle, the parole is for none of those.
  const without = [...blockedRule(present), ...provenDrops].map((one) => shortcut(one, 'order'));
  const passes = draft('parole', [within(meters.parole)], goTo(register), origin);
  const dropped = limits.get('REGISTER')?.kind === 'drop';
  const udp = dropped ? [] : [draft('REGISTER', [begins], goTo(chains.bannedRegister), origin)];
  const bucket = {
    key: 'source',
    sense: 'within',
    size: sizes.banned,
    whenFull: 'closed',
    origin,
  } as const;
  return part({
    chains: [
      ending(chains.bannedUdp, udp),
      ...(dropped ? [] : [ending(chains.bannedRegister, [...without, passes])]),
      ...(encrypted ? [ending(chains.bannedEncrypted, [])] : []),
    ],
    meters: [bucketMeter(meters.parole, parole, bucket)],
  });
}

const ending = (id: ChainId, first: readonly Draft[]): Chain =>
  chain(id, [...first, draft('drop', [], drop, origin)]);

/**
 * What a ban refuses in the end, refused before anything else is asked: the cheapest drop there is. `banned` holds nobody
 * who is trusted, known or called, as no rule adds one and whoever becomes one is taken out; for IPv6 that is so only where
 * no trusted network is a part of a /64, since a /64 is banned as a whole. Whom a name lets in no rule takes out, so it is asked
 * here. A packet too short for a method goes the long way.
 */
export function earlyDrops(
  { sip, trusted }: Pick<Policy, 'sip' | 'trusted'>,
  first: readonly Match[],
  last: readonly Match[] = [],
): readonly Draft[] {
  const { strangers } = sip;
  if (strangers === 'deny') return [];
  const family: RuleFamily = wholeSources(trusted.set) ? 'any' : 'ipv4';
  const named = { ...address('source', sets.namedTrusted), negate: true } as const;
  const spared: readonly Match[] = switchLists(trusted).length > 0 ? [named] : [];
  const early = (name: string, matches: readonly Match[], set: typeof sets.banned) => {
    const asked = [...first, ...matches, address('source', set), ...spared, ...last];
    return shortcut(draft(name, asked, drop, origin, family));
  };
  if (strangers.limits.get('REGISTER')?.kind === 'drop') return [early('banned.early', [], sets.banned)];
  const start = { kind: 'payload', transport: 'udp', offset: 0, text: firstOfRegister } as const;
  return [
    early('banned.early', [{ ...start, negate: true }], sets.banned),
    early('banned.REGISTER', [start], sets.paroled),
  ];
}

/** What begins a ban: of whom, and for how long. */
export interface Banning {
  readonly side: Side;
  readonly time: Milliseconds;
  readonly path: PolicyPath;
  /** It counts, and grows with those before it: for what cannot be forged alone. */
  readonly again: BanAgain | undefined;
}

/** A ban, for as long as the policy says. Whom the switch itself called is not banned: anybody can forge a trunk's address. */
export function banDrafts(ban: Banning, unless: Action): readonly Draft[] {
  const { side, path } = ban;
  return [
    draft('called', [address(side, sets.called)], unless, path),
    draft('calling', [address(side, sets.calling)], unless, path),
    ...learnDrafts(ban, sets.banned).flatMap((one) => [one, withParole(one)]),
    ...countDrafts(ban),
  ];
}

/** A rule for each time that such a ban may have: how often there was one before, the sets of `returned` say. */
function learnDrafts({ side, time, path, again }: Banning, set: typeof sets.banned): readonly Draft[] {
  const times = [time, ...(again?.times ?? [])];
  return times.map((timeout, before) => {
    const more = { kind: 'address', side, set: returnedSet(before + 1), negate: true } as const;
    const matches = [
      ...(before === 0 ? [] : [address(side, returnedSet(before))]),
      ...(before + 1 === times.length ? [] : [more]),
    ];
    const name = before === 0 ? 'learn' : `again.${before}.learn`;
    return draft(name, matches, { kind: 'learn', set, side, timeout }, path);
  });
}

const withParole = (one: Draft): Draft =>
  shortcut({
    ...one,
    suffix: `${one.suffix}.parole`,
    action: one.action.kind === 'learn' ? { ...one.action, set: sets.paroled } : one.action,
  });

/** From the last one on, so that each ban counts once. */
function countDrafts({ side, again }: Banning): readonly Draft[] {
  if (again === undefined) return [];
  const { times, within: timeout, path } = again;
  return times
    .map((_, before) => {
      const matches = before === 0 ? [] : [address(side, returnedSet(before))];
      const set = returnedSet(before + 1);
      return draft(`returned.${before + 1}`, matches, { kind: 'learn', set, side, timeout }, path);
    })
    .toReversed();
}

/**
 * By what a connection showed: nobody forges the address of one. For UDP and TCP, without parole. Whom the switch itself
 * called is spared all the same.
 */
export function provenDrafts(ban: Banning, unless: Action): readonly Draft[] {
  return [draft('called', [address(ban.side, sets.called)], unless, ban.path), ...proven(ban)];
}

/** The same, whoever it is. */
export const proven = (ban: Banning): readonly Draft[] => [
  ...learnDrafts(ban, sets.proven),
  ...countDrafts(ban),
];

/** The end of a ban before its time. */
export const pardon: readonly Draft[] = [
  draft('pardon', [], { kind: 'forget', set: sets.banned, side: 'destination' }, origin),
  shortcut(draft('pardon.parole', [], { kind: 'forget', set: sets.paroled, side: 'destination' }, origin)),
];

/** Whoever has shown a password is no longer one that comes back. A call that was answered shows none. */
export const forgiven = ({ again }: Bans): readonly Draft[] =>
  (again?.times ?? []).map((_, before) =>
    draft(
      `forgiven.${before + 1}`,
      [],
      { kind: 'forget', set: returnedSet(before + 1), side: 'destination' },
      origin,
    ),
  );

/**
 * Wider than the parole, which is counted once more on the long way: the packets that ban are charged too (seen on 6.18: with
 * a burst of 2, the second REGISTER of a phone was refused).
 */
const spares = { ...parole, burst: 4 as Count };

/** A list of networks is shorter than one of sources. */
const subnetsIn = (size: Sizes['banned']) => Math.max(1, Math.floor(size / 4)) as Count;

/** The sets of bans. */
export const banSets = (size: Sizes['banned'], again: BanAgain | undefined): readonly LearnedSet[] => [
  learnedSet('banned', byHand, size, origin),
  { ...learnedSet('paroled', byHand, size, origin), spares },
  learnedSet('proven', byHand, size, origin),
  learnedSet('subnets', byHand, subnetsIn(size), origin, 'subnet'),
  ...(again?.times ?? []).map((_, before) => {
    const id = returnedSet(before + 1);
    return { ...learnedSet('returned', byHand, size, again?.path ?? origin), id, name: id };
  }),
];
