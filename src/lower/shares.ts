import { inEachUnit, simplestRate } from '../net/rate.js';
import type { Count, Milliseconds, Rate } from '../net/units.js';
import type { RateLimit, Sip, Strangers } from '../policy/policy.js';
import type { Action } from '../ruleset/action.js';
import { type ChainId, chainId, type MeterId, meterId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Chain, LearnedSet, Meter } from '../ruleset/ruleset.js';
import { address } from './entry.js';
import { bucketMeter } from './meters.js';
import { chains, learnedSet, sets } from './names.js';
import { type Teaching, teachingMethods, teachingSet } from './remember.js';
import { chain, type Draft, draft, goTo, refuseTo } from './write.js';

/**
 * How strangers share a common cap, in hundredths of it. A customer of whom nothing is known needs two requests, a challenge
 * and its answer, and a flood of quiet bots leaves no room for either. So who was heard just now goes first; then whoever
 * repeats a request that was lost, as phones do and forged packets do not; then a source that is new. What a source sends
 * beyond its share of these is served last. Of 100 newcomers in a flood of 2,000 bots 100 register within 30 s, without
 * shares none (docs/lanes.md, measured on the evaluator).
 */
const hundredths = {
  answered: { rate: 45, burst: 30 },
  repeated: { rate: 30, burst: 20 },
  first: { rate: 15, burst: 30 },
  beyond: { rate: 10, burst: 20 },
} as const;
type Share = keyof typeof hundredths;
type Part = (typeof hundredths)[Share];

/** What one source has of a share: so much at once, and then one a minute. */
const perMinute = (count: number, burst: number) => ({
  rate: { count: count as Count, unit: 'minute' as const },
  burst: burst as Count,
});
const ofSource = {
  answered: perMinute(1, 3),
  repeated: perMinute(1, 10),
  first: perMinute(6, 60),
} as const;

/**
 * An idle source is forgotten so soon, and has its whole share again: long before its bucket is full, so that a table full of
 * forged sources empties as fast as those of other limits. Whoever goes on sending is not idle.
 */
const idle = 10_000 as Milliseconds;

/** Longer than a phone waits at most before it repeats a request (RFC 3261 17.1.2.2, T2: 4 s). */
const repeats = 5_000 as Milliseconds;

/** A smaller burst cannot be divided. */
const leastBurst = 10;

export interface SharedCap {
  readonly method: Teaching;
  readonly limit: RateLimit;
}

/** The cap that the strangers' requests of this method share, if they do. */
export function sharedCap({ share, together }: Strangers, name: string): SharedCap | undefined {
  const method = teachingMethods.find((one) => one === name);
  if (share !== 'fair' || method === undefined) return undefined;
  const limit = together.get(method);
  const divides = limit?.kind === 'rate' && limit.burst >= leastBurst && divided(limit.rate) !== undefined;
  return divides ? { method, limit } : undefined;
}

const meterOfSource = (share: Share, method: Teaching): MeterId => meterId(`share.${share}.${method}`);
const meterOfAll = (share: Share, method: Teaching): MeterId => meterId(`together.${share}.${method}`);

/** The chains by which a class's requests reach `passed`, or the end of the strangers' common cap. */
export function sharedChains(
  id: ChainId,
  { method, limit: { path: origin } }: SharedCap,
  passed: readonly Draft[],
): { readonly begin: readonly Draft[]; readonly chains: readonly Chain[] } {
  const to = (name: string): ChainId => chainId(`${id}.${name}`);
  const within = (meter: MeterId): Match => ({ kind: 'limit', meter });
  const own = (share: Share): Match => within(meterOfSource(share, method));
  const remember: Action = { kind: 'learn', set: sets.tried, side: 'source', timeout: repeats };
  const tried = draft('try', [], remember, origin);
  const rest = draft('beyond', [], goTo(to('beyond')), origin);
  const room = (share: Share): Draft =>
    draft(`room.${share}`, [within(meterOfAll(share, method))], goTo(to('passed')), origin);
  const common = within(meterOfAll('beyond', method));
  const full = draft(`together.${method}`, [common], refuseTo(chains.refuse), origin);
  const answered = [address('source', teachingSet(method)), own('answered')];
  return {
    begin: [
      draft('tried', [address('source', sets.tried)], goTo(to('tried')), origin),
      tried,
      draft('first', [own('first'), within(meterOfAll('first', method))], goTo(to('passed')), origin),
      rest,
    ],
    chains: [
      chain(to('tried'), [
        tried,
        draft('answered', answered, goTo(to('answered')), origin),
        draft('repeated', [own('repeated')], goTo(to('repeated')), origin),
        rest,
      ]),
      chain(to('answered'), [room('answered'), rest]),
      chain(to('repeated'), [room('repeated'), room('first'), rest]),
      chain(to('beyond'), [full, draft('passed', [], goTo(to('passed')), origin)]),
      chain(to('passed'), passed),
    ],
  };
}

/** Whom the shares remember, and for how long. */
export function sharedSets({ sizes }: Sip, strangers: Strangers): readonly LearnedSet[] {
  const [cap] = capsOf(strangers);
  return cap === undefined ? [] : [learnedSet('tried', repeats, sizes.sources, cap.limit.path, 'port')];
}

/** The buckets of each source, and the parts of the caps. */
export function sharedMeters({ sizes }: Sip, strangers: Strangers): readonly Meter[] {
  return capsOf(strangers).flatMap(({ method, limit }) => {
    const { path: origin } = limit;
    // Whoever was answered is in the set of those that were asked: there are no more of them.
    const sizeOf = { answered: sizes.asked, repeated: sizes.sources, first: sizes.sources } as const;
    const source = { key: 'source', sense: 'within', whenFull: 'closed', origin } as const;
    const common = { key: 'all', size: 1 as Count, whenFull: 'closed', origin } as const;
    const ofSources = (Object.keys(ofSource) as (keyof typeof ofSource)[]).map((share): Meter => {
      const rest = { ...source, size: sizeOf[share] };
      return { ...bucketMeter(meterOfSource(share, method), ofSource[share], rest), expire: idle };
    });
    const ofAll = (Object.keys(hundredths) as Share[]).map((share) => {
      const sense = share === 'beyond' ? 'over' : 'within';
      return bucketMeter(meterOfAll(share, method), partOf(limit, hundredths[share]), { ...common, sense });
    });
    return [...ofSources, ...ofAll];
  });
}

const capsOf = (strangers: Strangers): readonly SharedCap[] =>
  teachingMethods.flatMap((method) => sharedCap(strangers, method) ?? []);

/** So many hundredths of a limit; all parts together are never more than the whole. */
function partOf({ rate, burst }: RateLimit, part: Part): Pick<RateLimit, 'rate' | 'burst'> {
  const { count, unit } = divided(rate) ?? rate;
  return {
    rate: simplestRate({ count: Math.floor((count * part.rate) / 100) as Count, unit }),
    burst: Math.max(1, Math.floor((burst * part.burst) / 100)) as Count,
  };
}

/** The rate in a unit in which its parts are whole numbers, or nearly. */
const divided = (rate: Rate): Rate | undefined =>
  inEachUnit(rate).find(({ count }) => count >= rate.count && (count % 20 === 0 || count >= 1000));
