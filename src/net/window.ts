import { type CountProblem, parseCount } from './count.js';
import { type DurationFault, durationText, parseDuration } from './duration.js';
import { fault, type Parsed, value } from './parsed.js';
import type { Count, Milliseconds } from './units.js';

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
