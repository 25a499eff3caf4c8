import { type ByteRateFault, bytesText, leastBytes, mostBytes } from '../../../net/byte-rate.js';
import { type DurationFault, durationText, durationUnits } from '../../../net/duration.js';
import type { PortFault } from '../../../net/port.js';
import { type RateFault, rateUnits, type WindowFault } from '../../../net/rate.js';

const longest = 60;

/** The user's text between backticks, cut where it is long. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 4 * longest)];
  return `\`${characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text}\``;
}

/** `a`, `b` or `c`. */
export function alternatives(texts: readonly string[]): string {
  const all = texts.map(quoted);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`;
}

export type LimitProblem = 'neither' | 'both' | 'two-bursts' | 'window-extras' | 'rate-engine';

export const limitPhrases: { readonly [P in LimitProblem]: string } = {
  neither: 'has neither a `rate` nor a `window`',
  both: 'has both a `rate` and a `window`',
  'two-bursts': 'has a burst inside `rate` and another in `burst`',
  'window-extras': 'has a `window`, which knows neither `burst` nor `expire`',
  'rate-engine': 'has an `engine`, which is for a `window`',
};

export const signatureForm =
  '`header` with either `contains` or `begins`, `method` with `begins`, or `raw` alone';

export function ratePhrase(fault: RateFault): string {
  if ('most' in fault) return countPhrase(fault);
  switch (fault.kind) {
    case 'empty':
      return 'it is empty';
    case 'not-a-rate':
      return `${quoted(fault.text)} is not understood`;
    case 'no-unit':
      return `${quoted(fault.text)} does not say in what time`;
    case 'unit-unknown':
      return `${quoted(fault.unit)} is not one of ${alternatives(rateUnits)}`;
    case 'burst-missing':
      return 'no number follows `burst`';
  }
}

export function byteRatePhrase({ kind, text }: ByteRateFault): string {
  switch (kind) {
    case 'not-a-byte-rate':
      return `${quoted(text)} is not understood`;
    case 'too-few':
      return `${quoted(text)} is less than ${bytesText(leastBytes)}`;
    case 'too-many':
      return `${quoted(text)} is more than ${bytesText(mostBytes)}`;
  }
}

export function windowPhrase(fault: WindowFault): string {
  if ('most' in fault) return countPhrase(fault);
  switch (fault.kind) {
    case 'empty':
      return 'it is empty';
    case 'not-a-window':
      return `${quoted(fault.text)} is not understood`;
    case 'span':
      return durationPhrase(fault.fault);
  }
}

/** Of a number that must be whole and from 1 to `most`. */
function countPhrase({ kind, text, most }: Extract<RateFault | WindowFault, { most: number }>): string {
  if (kind.endsWith('not-a-number')) return `${quoted(text)} is no number`;
  const what = kind.startsWith('burst') ? 'a burst' : 'the number of packets';
  return `${what} must be a whole number from 1 to ${most}, and is ${quoted(text)}`;
}

export function durationPhrase(fault: DurationFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'it is empty';
    case 'not-a-duration':
      return `${quoted(fault.text)} is not understood`;
    case 'no-unit':
      return `${quoted(fault.text)} has no unit`;
    case 'unit-unknown':
      return `${quoted(fault.unit)} is not one of ${alternatives(durationUnits)}`;
    case 'too-long':
      return `${quoted(fault.text)} is more than ${durationText(fault.longest)}`;
    case 'not-whole':
      return `${quoted(fault.text)} is not a whole number`;
    case 'negative':
      return `${quoted(fault.text)} is less than nothing`;
    case 'zero':
      return `${quoted(fault.text)} is no time at all`;
  }
}

export function portPhrase(fault: PortFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'it is empty';
    case 'not-a-port':
      return `${quoted(fault.text)} is no number`;
    case 'colon-range':
      return `${quoted(fault.text)} has a colon where a policy has a dash`;
    case 'port-out-of-range':
      return `${quoted(fault.text)} is not from 1 to 65535`;
    case 'reversed':
      return `${quoted(fault.text)} ends before it begins`;
  }
}
