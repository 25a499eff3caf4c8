import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Action, Chain, Meter } from '../ruleset/ruleset.js';
import type { Method } from '../sip/signature.js';
import { address } from './entry.js';
import { bucketMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { chain, type Draft, draft, goTo } from './write.js';

const origin: PolicyPath = ['sip', 'known'];

/** Bytes of a TCP packet without data, at most. Acknowledgements are not counted: without them the other side sends again what has arrived. */
export const longestBare = 92;

/** In bytes. A keep-alive is shorter; what is longer and begins like nothing known may still be a request. */
export const shortestRequest = 40;

/** Without a segment for so long, a connection counts as a new one. */
export const hour = 3_600_000 as Milliseconds;

/** How long a request may wait for the 200 that teaches. A call rings before it is answered: RFC 3261 16.6, timer C, three minutes. */
export const waits = {
  asked: 5_000 as Milliseconds,
  ringing: 180_000 as Milliseconds,
  /** Longer than the slowest answer: with one second of it, an answer after 1.5 s made an attacker known (measured). */
  taint: 10_000 as Milliseconds,
  qualifying: 10_000 as Milliseconds,
  ended: 10_000 as Milliseconds,
} as const;

/** Sent by a known source. Slower answers than this to what is no REGISTER renew a former customer once more. */
const knownTaintTime = 3_000 as Milliseconds;

/**
 * What spoils no 200: an ACK is never answered (RFC 3261 17.1.1.3), and the 200 to a BYE needs a call that was answered 200
 * before; the BYEs of a busy source kept it a stranger for ever (measured). A proxy that relays whatever has a Route needs no call: so the
 * 200 to a BYE says as much as that to an INVITE, and nothing of a REGISTER.
 */
export const innocent: ReadonlySet<string> = new Set<Method | 'keepalive'>(['ACK', 'BYE', 'keepalive']);

/** The requests whose 200 teaches, by the set in which they wait for it. */
const teaching = { REGISTER: 'asked', INVITE: 'ringing' } as const satisfies Partial<
  Record<Method, keyof typeof waits>
>;

export type Teaching = keyof typeof teaching;
export const teachingMethods = Object.keys(teaching) as Teaching[];
const isTeaching = (name: string): name is Teaching => Object.hasOwn(teaching, name);

/** Where a source waits for the answer that may teach. */
export const teachingSet = (method: Teaching): (typeof sets)[keyof typeof waits] => sets[teaching[method]];

/** What is written down of a request that passed: it may earn its sender a place among the known. */
export function asks(name: string): readonly Draft[] {
  if (name === 'BYE') return [draft('ended', [], learn('ended'), origin)];
  if (!isTeaching(name)) return [];
  const set = teaching[name];
  return [draft(set, [], learn(set), origin)];
}

/**
 * What is written down of a stranger's request that passed. What may be answered 200 without credentials (OPTIONS to some
 * switches, CANCEL, what is not recognised) has to be paid for.
 */
export function remembers(name: string, matches: readonly Match[] = []): readonly Draft[] {
  const asked = asks(name);
  if (asked.length > 0 || innocent.has(name)) return asked;
  return [draft('pays', matches, goTo(chains.pays), origin)];
}

/** A chain that writes down what has to be paid for, and where such a request goes when it is the second. */
export interface Paying {
  readonly pays: ChainId;
  readonly twice: ChainId;
  readonly after: Action;
}

/**
 * Its 200 pays for it (`answers.qualified`), so that a trunk which qualifies, or cancels one call in five, is known by its next
 * call. That holds for one that is waited for; with a second before the answer to the first, `twice`, the source is tainted for as long as
 * an answer may take. The limit tells two that come to two processors at the same moment. A stranger's is refused where none of that can be
 * written down, or a full set would be the way to become known; a called source loses no packet by it.
 */
export function paying({ pays, twice, after }: Paying, full?: ChainId): readonly Chain[] {
  const next = draft('next', [], after, origin);
  return [
    chain(pays, [
      draft('waited', [address('source', sets.qualifying)], goTo(twice), origin),
      draft('at.once', [{ kind: 'limit', meter: meters.qualify }], goTo(twice), origin),
      draft('qualifying', [], learn('qualifying', twice), origin),
      next,
    ]),
    chain(twice, [draft('taint', [], learn('taint', full), origin), next]),
  ];
}

/**
 * The same of a known source, for a shorter time: it holds up the renewal of a place that it has earned. Without payment
 * a PBX that qualifies forty accounts every 15 s, or an office with its lamps, would never be renewed, and cut off for a moment
 * whenever `remember` is over.
 */
export function knownPaying(pass: Action): readonly Chain[] {
  const brief = (set: 'qualifying' | 'taint') =>
    draft(set, [], { kind: 'learn', set: sets[set], side: 'source', timeout: knownTaintTime }, origin);
  const next = draft('next', [], pass, origin);
  return [
    chain(chains.knownPays, [
      draft('waited', [address('source', sets.qualifying)], goTo(chains.knownTwice), origin),
      brief('qualifying'),
      next,
    ]),
    chain(chains.knownTwice, [brief('taint'), next]),
  ];
}

export const qualifyMeter = (sizes: Sizes): Meter =>
  bucketMeter(meters.qualify, atOnce, {
    key: 'source',
    sense: 'over',
    size: sizes.asked,
    whenFull: 'open',
    origin,
  });

/** Far longer than a processor needs from the first rule of `paying` to its third. */
const atOnce = { rate: { count: 10 as Count, unit: 'second' }, burst: 1 as Count } as const;

function learn(set: keyof typeof waits, full?: ChainId) {
  const rest = full === undefined ? {} : { full };
  return { kind: 'learn', set: sets[set], side: 'source', timeout: waits[set], ...rest } as const;
}
