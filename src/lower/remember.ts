import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Meter } from '../ruleset/ruleset.js';
import type { Method } from '../sip/signature.js';
import { address } from './entry.js';
import { bucketMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { type Draft, draft, goTo } from './write.js';

const origin: PolicyPath = ['sip', 'known'];

/** Bytes of a TCP packet without data, at most. Acknowledgements are not counted: without them the other side sends again what has arrived. */
export const longestBare = 92;

/** Without a segment for so long, a connection counts as a new one. */
export const hour = 3_600_000 as Milliseconds;

/** How long a request may wait for the 200 that teaches. A call rings before it is answered: RFC 3261 16.6, timer C, three minutes. */
export const waits = {
  asked: 5_000 as Milliseconds,
  ringing: 180_000 as Milliseconds,
  /** Longer than the slowest answer: with one second of it, an answer after 1.5 s made an attacker known (measured). */
  taint: 10_000 as Milliseconds,
  qualifying: 10_000 as Milliseconds,
} as const;

/**
 * Sent by a known source, whose taint holds up the renewal of a place that it has earned: a PBX that qualifies every 20 s
 * would be tainted half of the time. Slower answers than this to what is no REGISTER renew a former customer once more.
 */
const knownTaintTime = 3_000 as Milliseconds;

/**
 * What spoils no 200: an ACK is never answered (RFC 3261 17.1.1.3), and the 200 to a BYE needs a call that was answered 200
 * before; the BYEs of a busy source kept it a stranger for ever (measured).
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
  if (!isTeaching(name)) return [];
  const set = teaching[name];
  return [draft(set, [], learn(set), origin)];
}

/**
 * What is written down of a stranger's request that passed. What may be answered 200 without credentials (OPTIONS to some
 * switches, BYE, what is not recognised) spoils the 200 for as long as its answer may take. It is refused where that cannot
 * be written down, or a full set would be the way to become known.
 */
export function remembers(name: string, matches: readonly Match[] = []): readonly Draft[] {
  const asked = asks(name);
  if (asked.length > 0 || innocent.has(name)) return asked;
  return [draft('taint', matches, learn('taint', chains.refuse), origin)];
}

/**
 * Written down of an OPTIONS that passed: its 200 pays for it (`answers.qualified`), so that a trunk which qualifies is known by its next
 * call. That holds for one that is waited for; with a second before the answer to the first, `twice`, the source is tainted as by
 * anything else. The limit tells two that come to two processors at the same moment.
 */
export const qualifies = (twice: ChainId): readonly Draft[] => [
  draft('waited.for', [address('source', sets.qualifying)], goTo(twice), origin),
  draft('at.once', [{ kind: 'limit', meter: meters.qualify }], goTo(twice), origin),
  draft('qualifying', [], learn('qualifying', twice), origin),
];

export const qualifyMeter = (sizes: Sizes): Meter =>
  bucketMeter(meters.qualify, oneASecond, {
    key: 'source',
    sense: 'over',
    size: sizes.asked,
    whenFull: 'open',
    origin,
  });

const oneASecond = { rate: { count: 1 as Count, unit: 'second' }, burst: 1 as Count } as const;

/** The same of a called source, which loses no packet by it. */
export const taints: Draft = draft('taint', [], learn('taint'), origin);

/** And of a known one. */
export const knownTaint: Draft = draft(
  'taint',
  [],
  { kind: 'learn', set: sets.taint, side: 'source', timeout: knownTaintTime },
  origin,
);

function learn(set: keyof typeof waits, full?: ChainId) {
  const rest = full === undefined ? {} : { full };
  return { kind: 'learn', set: sets[set], side: 'source', timeout: waits[set], ...rest } as const;
}
