import { visibleJson } from '../../diagnostics/visible.js';
import type { MappingGateway } from '../../policy/vos3000.js';
import type { Clock } from '../calls/call.js';
import { timeText } from '../calls/times.js';
import { type Tier, tierOf } from '../catalogue/tier.js';
import type { Peak } from './measures.js';
import type { GatewayUsage, Usage } from './usage.js';

export const limitKeys = ['cps', 'concurrent_calls', 'max_duration'] as const;
export type LimitKey = (typeof limitKeys)[number];

/** A limit of a gateway beside what it used. */
export interface LimitAdvice {
  readonly key: LimitKey;
  /** By the policy; `undefined`: it does not say. */
  readonly wanted: number | undefined;
  readonly seen: Peak | undefined;
  /** What use alone would ask for; `undefined` where nothing was seen. */
  readonly byUse: number | undefined;
  readonly verdict: LimitVerdict;
}

export type LimitVerdict =
  /** Nothing was seen of it. */
  | 'not seen'
  /** The policy has no limit. */
  | 'no limit'
  /** More was used than the limit allows: real calls would be refused or cut. */
  | 'too low'
  | 'fits'
  /** Far more than was used: it bounds nothing. */
  | 'wide';

export interface GatewayAdvice {
  readonly name: string;
  readonly calls: number;
  readonly tier: Tier | undefined;
  /** Whether the policy names it. */
  readonly inPolicy: boolean;
  readonly limits: readonly LimitAdvice[];
}

/** Room above the most that was seen. */
export const ROOM = 1.5;
/** From so many times the most seen on a limit bounds nothing. */
export const WIDE = 5;
/** Durations are rounded up to this many seconds. */
export const STEP = 300;

/** Each gateway of the policy and of the records. Limits are compared with the most that was really used. */
export function adviceFor(
  wanted: readonly MappingGateway[],
  used: readonly GatewayUsage[],
): readonly GatewayAdvice[] {
  const byName = new Map(used.map((one) => [one.name, one]));
  const named = new Set(wanted.map(({ name }) => name));
  return [
    ...wanted.map((gateway) => advise(gateway.name, gateway, byName.get(gateway.name))),
    ...used.filter(({ name }) => !named.has(name)).map((one) => advise(one.name, undefined, one)),
  ];
}

function advise(
  name: string,
  gateway: MappingGateway | undefined,
  used: GatewayUsage | undefined,
): GatewayAdvice {
  return {
    name,
    calls: used?.calls ?? 0,
    tier: gateway?.tier === undefined ? undefined : tierOf(gateway.tier),
    inPolicy: gateway !== undefined,
    limits: [
      limit('cps', gateway?.cps, used?.rate),
      limit('concurrent_calls', gateway?.concurrentCalls, used?.atOnce),
      limit('max_duration', gateway?.maxDuration, used?.longest),
    ],
  };
}

function limit(key: LimitKey, wanted: number | undefined, seen: Peak | undefined): LimitAdvice {
  const byUse = seen === undefined ? undefined : roomFor(key, seen.most);
  return { key, wanted, seen, byUse, verdict: verdictOf(key, wanted, seen?.most, byUse) };
}

const roomFor = (key: LimitKey, most: number): number =>
  key === 'max_duration' ? Math.ceil((most * ROOM) / STEP) * STEP : Math.ceil(most * ROOM);

function verdictOf(
  key: LimitKey,
  wanted: number | undefined,
  most: number | undefined,
  byUse: number | undefined,
): LimitVerdict {
  if (most === undefined || byUse === undefined) return 'not seen';
  if (wanted === undefined) return 'no limit';
  if (wanted < most) return 'too low';
  // A long call is rare, so that a day without one says little about the longest that is right.
  return key !== 'max_duration' && wanted > Math.max(byUse, most * WIDE) ? 'wide' : 'fits';
}

export const verdictText: { readonly [V in LimitVerdict]: string } = {
  'not seen': 'nothing was seen of it',
  'no limit': 'the policy sets no limit',
  'too low': 'too low: more was used',
  fits: 'fits',
  wide: 'wide: far more than was used',
};

/** `12 at 2026-11-25 04:12:10`. */
export const peakText = ({ most, at }: Peak): string => `${most} at ${timeText(at)}`;

/** Everything that `vos advise` has to tell. */
export interface UsageReport {
  /** A file's name, or a database's. */
  readonly where: string;
  readonly clock: Clock;
  readonly usage: Usage;
  readonly gateways: readonly GatewayAdvice[];
  readonly notes: readonly string[];
}

export const usageReport = (
  usage: Usage,
  wanted: readonly MappingGateway[],
  read: Pick<UsageReport, 'where' | 'clock' | 'notes'>,
): UsageReport => ({
  where: read.where,
  clock: read.clock,
  usage,
  gateways: adviceFor(wanted, usage.gateways),
  notes: [...read.notes, ...usage.notes],
});

/** The report for programs: what a watch compares today with. What is not known is `null`. */
export function usageJson({ where, clock, usage, gateways, notes }: UsageReport): string {
  const { total, first, last, hours } = usage;
  const json = {
    ...{ format: 1, where, clock, records: total, first: at(first), last: at(last) },
    gateways: gateways.map(({ name, calls, inPolicy, tier, limits }) => ({
      ...{ name, calls, inPolicy, tier: tier?.name ?? null },
      limits: Object.fromEntries(limits.map((one) => [one.key, limitJson(one)])),
    })),
    baseline: hours,
    notes,
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

const at = (second: number | undefined): string | null => (second === undefined ? null : timeText(second));

const limitJson = ({ wanted, seen, byUse, verdict }: LimitAdvice) => ({
  ...{ wanted: wanted ?? null, seen: seen?.most ?? null, at: at(seen?.at), byUse: byUse ?? null, verdict },
});
