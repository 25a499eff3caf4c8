import { type DurationFault, durationText, parseDuration } from './duration.js';
import {
  type Count,
  type CountProblem,
  fault,
  type Milliseconds,
  type Parsed,
  parseCount,
  type Rate,
  type RateUnit,
  value,
} from './units.js';

/** A token bucket: `rate` refills it, `burst` is what it holds. */
export interface RateAndBurst {
  readonly rate: Rate;
  readonly burst: Count;
}

/** The largest number in a rate and the largest burst. */
export const mostInRate = 1_000_000;

/** The units of a rate, shortest first, in seconds. */
export const secondsIn: Readonly<Record<RateUnit, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
};
const inOrder = Object.keys(secondsIn) as RateUnit[];

const unitText: Readonly<Record<RateUnit, string>> = { second: 's', minute: 'min', hour: 'h', day: 'd' };
const unitsByText: ReadonlyMap<string, RateUnit> = new Map(inOrder.map((unit) => [unitText[unit], unit]));
/** How the units are written, shortest time first. */
export const rateUnits: readonly string[] = [...unitsByText.keys()];

/** The same rate in each unit, shortest first; its number may be a fraction. */
export const inEachUnit = ({ count, unit }: Rate): readonly Rate[] =>
  inOrder.map((other) => ({
    count: ((count * secondsIn[other]) / secondsIn[unit]) as Count,
    unit: other,
  }));

/** 300 a minute are 5 a second: as a person would write it, and as iptables-save prints it. */
export const simplestRate = (rate: Rate): Rate =>
  inEachUnit(rate).find(({ count }) => Number.isInteger(count)) ?? rate;

export type RateFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-rate'; readonly text: string }
  /** `5` or `5 burst 10`. */
  | { readonly kind: 'no-unit'; readonly text: string }
  | { readonly kind: 'unit-unknown'; readonly unit: string }
  /** `5/s burst`. */
  | { readonly kind: 'burst-missing'; readonly text: string }
  /** `text` is the number at fault; it must be 1 to `most`. */
  | { readonly kind: `${'rate' | 'burst'}-${CountProblem}`; readonly text: string; readonly most: number };

/** `5/s` or `5/s burst 10`; the units are `s min h d`. Without a burst it is the number of the rate. */
export function parseRate(text: string): Parsed<RateAndBurst, RateFault> {
  if (text === '') return fault({ kind: 'empty' });
  const [, countPart, unitPart, burstPart] = form.exec(text) ?? [];
  if (countPart === undefined) return fault({ kind: 'not-a-rate', text });
  const count = parseCount(countPart, mostInRate);
  if (unitPart === undefined) {
    const number = count.kind === 'value' || count.fault !== 'not-a-number';
    return fault({ kind: number ? 'no-unit' : 'not-a-rate', text });
  }
  if (count.kind === 'fault')
    return fault({ kind: `rate-${count.fault}`, text: countPart, most: mostInRate });
  const unit = unitsByText.get(unitPart);
  if (unit === undefined) return fault({ kind: 'unit-unknown', unit: unitPart });
  const rate: Rate = { count: count.value, unit };
  if (burstPart === undefined) return value({ rate, burst: count.value });
  if (burstPart === '') return fault({ kind: 'burst-missing', text });
  const burst = parseCount(burstPart, mostInRate);
  if (burst.kind === 'fault')
    return fault({ kind: `burst-${burst.fault}`, text: burstPart, most: mostInRate });
  return value({ rate, burst: burst.value });
}

/** Number, unit and, behind the word, the burst: absent without the word, empty with the word alone. */
const form = /^([^\s/]+)(?:\/(\S+))?(?: +burst(?: +|$)(\S*))?$/;

/** `5/s`, or `5/s burst 10` where a burst is given. */
export function rateText(rate: Rate, burst?: Count): string {
  const text = `${rate.count}/${unitText[rate.unit]}`;
  return burst === undefined ? text : `${text} burst ${burst}`;
}

/** How long an empty bucket takes to be full, rounded up to a whole millisecond. */
export function refillTime(rate: Rate, burst: Count): Milliseconds {
  return Math.ceil((burst * secondsIn[rate.unit] * 1_000) / rate.count) as Milliseconds;
}

/** At most `count` packets in any `span`. */
export interface Window {
  readonly count: Count;
  readonly span: Milliseconds;
}

/** The largest number in a window; what xt_recent can remember is a matter of the platform. */
export const mostInWindow = 1_000_000;

export type WindowFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-window'; readonly text: string }
  /** `text` is the number at fault; it must be 1 to `most`. */
  | { readonly kind: `count-${CountProblem}`; readonly text: string; readonly most: number }
  | { readonly kind: 'span'; readonly fault: DurationFault };

/** `20 in 60s`. */
export function parseWindow(text: string): Parsed<Window, WindowFault> {
  if (text === '') return fault({ kind: 'empty' });
  const [, countPart, spanPart] = /^(\S+) +in +(\S+)$/.exec(text) ?? [];
  if (countPart === undefined || spanPart === undefined) return fault({ kind: 'not-a-window', text });
  const count = parseCount(countPart, mostInWindow);
  if (count.kind === 'fault')
    return fault({ kind: `count-${count.fault}`, text: countPart, most: mostInWindow });
  const span = parseDuration(spanPart);
  if (span.kind === 'fault') return fault({ kind: 'span', fault: span.fault });
  return value({ count: count.value, span: span.value });
}

export function windowText(window: Window): string {
  return `${window.count} in ${durationText(window.span)}`;
}

/**
 * A bucket of `count` tokens that is refilled over `span`: what stands in for a sliding window. The rate is in the
 * shortest unit that says it exactly, otherwise rounded down by the day.
 */
export function windowAsBucket(
  count: Count,
  span: Milliseconds,
): { readonly rate: Rate; readonly burst: Count } {
  const within = (unit: RateUnit) => count * secondsIn[unit] * 1_000;
  const unit = inOrder.find((one) => within(one) % span === 0) ?? 'day';
  return { rate: { count: Math.max(1, Math.floor(within(unit) / span)) as Count, unit }, burst: count };
}
