import type { Count, Milliseconds } from '../net/units.js';
import { wholeSources } from '../net/whole-sources.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sizes } from '../policy/policy.js';
import type { Match, Side } from '../ruleset/match.js';
import type { Action, LearnedSet, RuleFamily } from '../ruleset/ruleset.js';
import { parole } from './banned.js';
import { requestStart } from './classifier.js';
import { address } from './entry.js';
import { byHand, learnedSet } from './learned-set.js';
import { sets } from './names.js';
import { type Draft, draft, drop, shortcut } from './write.js';

const origin: PolicyPath = ['sip', 'bans'];

/** No two methods begin with the same four bytes. */
const methodBytes = 4;

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

/**
 * By what a connection showed: nobody forges the address of one. For UDP and TCP, without parole. Whom the switch itself
 * called is spared all the same.
 */
export function provenDrafts(
  side: Side,
  timeout: Milliseconds,
  path: PolicyPath,
  unless: Action,
): readonly Draft[] {
  return [
    draft('called', [address(side, sets.called)], unless, path),
    draft('learn', [], { kind: 'learn', set: sets.proven, side, timeout }, path),
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
  learnedSet('banned', byHand, size, origin),
  { ...learnedSet('paroled', byHand, size, origin), spares },
  learnedSet('proven', byHand, size, origin),
];
