import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Method } from '../sip/method.js';
import { chains, sets } from './names.js';
import { type Draft, draft } from './write.js';

const origin: PolicyPath = ['sip', 'known'];

/** Without a segment for so long, a connection counts as a new one. */
export const hour = 3_600_000 as Milliseconds;

/** How long a request may wait for the 200 that teaches. A call rings before it is answered: RFC 3261 16.6, timer C, three minutes. */
export const waits = {
  asked: 5_000 as Milliseconds,
  ringing: 180_000 as Milliseconds,
  /** Longer than the slowest answer: with one second of it, an answer after 1.5 s made an attacker known (measured). */
  taint: 10_000 as Milliseconds,
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
